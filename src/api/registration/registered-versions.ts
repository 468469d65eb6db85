import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { NAME_PAGE_SIZE } from '../../config/timing'
import { equalTerm } from '../../domain/entities/filter-term'
import type { Registration } from '../../domain/registration/fill-identifiers'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** Names that have a version already, by kind. */
export interface RegisteredNames {
  readonly task: ReadonlySet<string>
  readonly workflow: ReadonlySet<string>
  readonly launchPlan: ReadonlySet<string>
}

/** What is registered under one version in a project and domain: three calls, however much it is. */
export function registeredVersionsQuery(transport: Transport, { project, domain, version }: Registration) {
  return queryOptions({
    queryKey: ['registered', project, domain, version],
    queryFn: async ({ signal }): Promise<RegisteredNames> => {
      const admin = createClient(AdminService, transport)
      const request = { id: { project, domain }, limit: NAME_PAGE_SIZE, filters: equalTerm('version', version) }
      const [tasks, workflows, plans] = await Promise.all([
        admin.listTasks(request, { signal }),
        admin.listWorkflows(request, { signal }),
        admin.listLaunchPlans(request, { signal }),
      ])
      const names = (
        entities: readonly { readonly id?: { readonly name: string; readonly version: string } | undefined }[],
      ) => new Set(entities.flatMap(({ id }) => (id?.version === version ? [id.name] : [])))
      return { task: names(tasks.tasks), workflow: names(workflows.workflows), launchPlan: names(plans.launchPlans) }
    },
    staleTime: 0,
  })
}
