import type { Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import type { EntityKind, EntityVersion } from '../../domain/entities/entity-kind'
import { closureFields, type Fields, planFields, taskFields } from '../../domain/entities/version-fields'
import { launchPlanQuery } from '../launch-plans/launch-plan-queries'
import { taskQuery } from '../tasks/task-queries'
import { workflowQuery } from '../workflows/workflow-queries'

/** Everything that is said in one version, field by field. @throws ApiError `not-found` when it is not registered */
export function versionFieldsQuery(transport: Transport, kind: EntityKind, id: EntityVersion) {
  return queryOptions({
    queryKey: ['version-fields', kind, id.project, id.domain, id.name, id.version],
    queryFn: async ({ client }): Promise<Fields> => {
      switch (kind) {
        case 'task': {
          const { template } = await client.fetchQuery(taskQuery(transport, id))
          return template ? taskFields(template) : new Map()
        }
        case 'workflow': {
          const { closure } = await client.fetchQuery(workflowQuery(transport, id))
          return closure ? closureFields(closure) : new Map()
        }
        case 'launchPlan': {
          const { spec } = await client.fetchQuery(launchPlanQuery(transport, id))
          return spec ? planFields(spec) : new Map()
        }
      }
    },
    // What is registered never changes.
    staleTime: Infinity,
    structuralSharing: false,
  })
}
