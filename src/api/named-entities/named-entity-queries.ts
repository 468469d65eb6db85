import { createClient, type Transport } from '@connectrpc/connect'
import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { NAME_PAGE_SIZE, REGISTRY_POLL_MS } from '../../config/timing'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import type { NamedEntity } from '../../domain/entities/named-entity'
import {
  NamedEntityState,
  type NamedEntity as NamedEntityMessage,
  Sort_Direction,
} from '../gen/flyteidl/admin/common_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { RESOURCE_TYPE } from './resource-type'

export const namedEntityKeys = {
  all: ['named-entities'],
  ofKind: (kind: EntityKind, { project, domain }: Omit<EntityName, 'name'>) => [
    ...namedEntityKeys.all,
    kind,
    project,
    domain,
  ],
} as const

function toNamedEntity(message: NamedEntityMessage): NamedEntity {
  return {
    name: message.id?.name ?? '',
    description: message.metadata?.description ?? '',
    archived: message.metadata?.state === NamedEntityState.NAMED_ENTITY_ARCHIVED,
  }
}

/**
 * All names of a kind, archived ones too, by name. flyteadmin pages names before it filters and cannot count them
 * (admin.md §7), so there is one large page; `complete` says whether it held all.
 */
export function namedEntitiesQuery(transport: Transport, kind: EntityKind, scope: Omit<EntityName, 'name'>) {
  const { project, domain } = scope
  return queryOptions({
    queryKey: namedEntityKeys.ofKind(kind, scope),
    queryFn: async ({ signal }) => {
      const { entities, token } = await createClient(AdminService, transport).listNamedEntities(
        {
          resourceType: RESOURCE_TYPE[kind],
          project,
          domain,
          limit: NAME_PAGE_SIZE,
          sortBy: { key: 'name', direction: Sort_Direction.ASCENDING },
        },
        { signal },
      )
      const shown = entities.filter(({ metadata }) => metadata?.state !== NamedEntityState.SYSTEM_GENERATED)
      return { entities: shown.map(toNamedEntity), complete: token === '' }
    },
    staleTime: REGISTRY_POLL_MS,
    refetchInterval: REGISTRY_POLL_MS,
  })
}

/** Description and state of one name. @throws ApiError `not-found` when no version of it is registered */
export function namedEntityQuery(transport: Transport, kind: EntityKind, { project, domain, name }: EntityName) {
  return queryOptions({
    queryKey: [...namedEntityKeys.ofKind(kind, { project, domain }), name],
    queryFn: async ({ signal }) =>
      toNamedEntity(
        await createClient(AdminService, transport).getNamedEntity(
          { resourceType: RESOURCE_TYPE[kind], id: { project, domain, name } },
          { signal },
        ),
      ),
    staleTime: REGISTRY_POLL_MS,
  })
}

/** Archives a name or brings it back. */
export function archiveMutation(transport: Transport, client: QueryClient, kind: EntityKind) {
  return mutationOptions({
    mutationFn: async ({ id, archived, description }: ArchiveChange) => {
      await createClient(AdminService, transport).updateNamedEntity({
        resourceType: RESOURCE_TYPE[kind],
        id,
        // The state replaces the old one whatever it says; the description is sent along so that it stays.
        metadata: {
          description,
          state: archived ? NamedEntityState.NAMED_ENTITY_ARCHIVED : NamedEntityState.NAMED_ENTITY_ACTIVE,
        },
      })
    },
    onSettled: (_data, _error, { id }) => client.invalidateQueries({ queryKey: namedEntityKeys.ofKind(kind, id) }),
  })
}

interface ArchiveChange {
  readonly id: EntityName
  readonly archived: boolean
  readonly description: string
}
