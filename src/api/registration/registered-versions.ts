import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { NAME_PAGE_SIZE } from '../../config/timing'
import { equalTerm } from '../../domain/entities/filter-term'
import type { RegisteredEntities } from '../../domain/registration/entry-changes'
import type { Registration } from '../../domain/registration/fill-identifiers'
import type { CompiledWorkflowClosure } from '../gen/flyteidl/core/compiler_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** Lists of workflows have no nodes: those to be compared are read one by one, this many at a time. */
const WORKFLOWS_AT_ONCE = 4

/**
 * What is registered under one version in a project and domain: three calls, and one for each of the workflows that are to be
 * compared and are there.
 *
 * @param workflowNames the workflows of the package
 */
export function registeredVersionsQuery(
  transport: Transport,
  { project, domain, version }: Registration,
  workflowNames: readonly string[],
) {
  return queryOptions({
    queryKey: ['registered', project, domain, version, workflowNames],
    queryFn: async ({ signal }): Promise<RegisteredEntities> => {
      const admin = createClient(AdminService, transport)
      const request = { id: { project, domain }, limit: NAME_PAGE_SIZE, filters: equalTerm('version', version) }
      const [{ tasks }, { workflows }, { launchPlans }] = await Promise.all([
        admin.listTasks(request, { signal }),
        admin.listWorkflows(request, { signal }),
        admin.listLaunchPlans(request, { signal }),
      ])
      const there = new Set(workflows.flatMap(({ id }) => (id?.version === version ? [id.name] : [])))
      const waiting = workflowNames.filter((name) => there.has(name))
      const closures = new Map<string, CompiledWorkflowClosure>()
      const read = async () => {
        for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
          const id = { resourceType: ResourceType.WORKFLOW, project, domain, name, version }
          const { closure } = await admin.getWorkflow({ id }, { signal })
          if (closure?.compiledWorkflow) closures.set(name, closure.compiledWorkflow)
        }
      }
      await Promise.all(Array.from({ length: WORKFLOWS_AT_ONCE }, read))
      return {
        task: new Map(
          tasks.flatMap(({ id, closure }) => {
            const template = closure?.compiledTask?.template
            return id?.version === version && template ? [[id.name, template] as const] : []
          }),
        ),
        workflow: closures,
        launchPlan: new Map(
          launchPlans.flatMap(({ id, spec }) => (id?.version === version && spec ? [[id.name, spec] as const] : [])),
        ),
      }
    },
    staleTime: 0,
  })
}
