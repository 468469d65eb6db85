import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { LIVE_POLL_MS, REGISTRY_POLL_MS } from '../../config/timing'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import { allTerms, equalTerm } from '../../domain/entities/filter-term'
import { entityOfRun, type RecentRuns } from '../../domain/entities/entity-runs'
import { hasExecutionEnded } from '../../domain/execution'
import { toExecution } from '../executions/execution-mapper'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** Executions that the strips of a list are made from: one call for all its rows. */
export const RECENT_RUNS_OF_ALL = 500
/** Executions that the page of one entity is made from. */
export const RECENT_RUNS_OF_ONE = 100

async function listRuns(
  transport: Transport,
  { project, domain }: Omit<EntityName, 'name'>,
  filters: string,
  limit: number,
  signal: AbortSignal,
): Promise<RecentRuns> {
  const { executions, token } = await createClient(AdminService, transport).listExecutions(
    {
      id: { project, domain },
      limit,
      filters,
      sortBy: { key: 'execution_created_at', direction: Sort_Direction.DESCENDING },
    },
    { signal },
  )
  return { runs: executions.map(toExecution), complete: token === '' }
}

/** The latest {@link RECENT_RUNS_OF_ALL} runs of a project and domain, whatever they run. */
export function recentRunsQuery(transport: Transport, { project, domain }: Omit<EntityName, 'name'>) {
  return queryOptions({
    queryKey: ['executions', project, domain, { recent: RECENT_RUNS_OF_ALL }],
    queryFn: ({ signal }) => listRuns(transport, { project, domain }, '', RECENT_RUNS_OF_ALL, signal),
    staleTime: LIVE_POLL_MS,
    refetchInterval: REGISTRY_POLL_MS,
  })
}

const FIELD = { task: 'task', workflow: 'workflow', launchPlan: 'launch_plan' } as const satisfies Record<
  EntityKind,
  string
>

/** The latest runs of one entity, or of one version of it. Polled often only while one of them goes on. */
export function runsOfEntityQuery(
  transport: Transport,
  kind: EntityKind,
  entity: EntityName & { readonly version?: string },
) {
  const { project, domain, name, version } = entity
  return queryOptions({
    queryKey: ['executions', project, domain, { kind, name, version: version ?? '' }],
    queryFn: async ({ signal }): Promise<RecentRuns> => {
      const filters = allTerms(
        equalTerm(`${FIELD[kind]}.name`, name),
        version === undefined ? '' : equalTerm(`${FIELD[kind]}.version`, version),
      )
      const { runs, complete } = await listRuns(transport, { project, domain }, filters, RECENT_RUNS_OF_ONE, signal)
      const own = runs.filter((run) => {
        const ran = entityOfRun(run, kind)
        return ran?.name === name && (version === undefined || ran.version === version)
      })
      return { runs: own, complete }
    },
    staleTime: LIVE_POLL_MS,
    refetchInterval: ({ state: { data } }) =>
      data?.runs.some(({ phase }) => !hasExecutionEnded(phase)) ? LIVE_POLL_MS : REGISTRY_POLL_MS,
  })
}
