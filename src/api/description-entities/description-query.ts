import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { toApiError } from '../errors'
import { RESOURCE_TYPE } from '../named-entities/resource-type'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

export interface EntityDescription {
  readonly short: string
  readonly long: string
  /** Where its source is; "" when nobody said. */
  readonly sourceLink: string
}

/** What the author of a task or workflow wrote about a version. Null when nothing was written. */
export function descriptionQuery(transport: Transport, kind: 'task' | 'workflow', id: EntityVersion) {
  return queryOptions({
    queryKey: ['descriptions', kind, id.project, id.domain, id.name, id.version],
    queryFn: async ({ signal }): Promise<EntityDescription | null> => {
      try {
        const entity = await createClient(AdminService, transport).getDescriptionEntity(
          { id: { ...id, resourceType: RESOURCE_TYPE[kind] } },
          { signal },
        )
        const { longDescription } = entity
        return {
          short: entity.shortDescription,
          long: longDescription?.content.case === 'value' ? longDescription.content.value : '',
          sourceLink: entity.sourceCode?.link ?? '',
        }
      } catch (error) {
        if (toApiError(error).kind === 'not-found') return null
        throw error
      }
    },
    staleTime: Infinity,
  })
}
