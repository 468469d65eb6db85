import { createClient, type Transport } from '@connectrpc/connect'
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { Scope } from '../../config/paths'
import { IDLE_LIST_POLL_MS, LIST_PAGE_SIZE, LIVE_POLL_MS, pollInterval } from '../../config/timing'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import { type ExecutionFilter, type ExecutionSort, sortColumns, toFlyteFilters } from '../../domain/execution-filters'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { isHopeless } from '../wire/is-hopeless'
import { executionKeys } from './execution-keys'
import { toExecution } from './execution-mapper'

/** A page of the list as it was read. */
export interface ExecutionPage {
  readonly executions: readonly Execution[]
  /** Where the next page begins; "" after the last. */
  readonly next: string
  readonly tookMs: number
}

/** The rows that are loaded, each once, in the order of the list. */
export interface ExecutionRows {
  readonly executions: readonly Execution[]
  /** Whether the server has more of them. */
  readonly more: boolean
}

/**
 * The executions of a domain that pass the filters, in pages without an end to them. Filters that flyteadmin's grammar cannot
 * carry are left out: show {@link toFlyteFilters}'s `refused`.
 *
 * It is read again every {@link LIVE_POLL_MS} for every page that is loaded while one of its rows can change, and more
 * seldom afterwards, as new ones may begin.
 */
export function executionListQuery(
  transport: Transport,
  scope: Scope,
  filters: readonly ExecutionFilter[],
  sort: ExecutionSort,
) {
  return infiniteQueryOptions({
    queryKey: executionKeys.list(scope, filters, sort),
    queryFn: async ({ pageParam, signal }): Promise<ExecutionPage> => {
      const began = performance.now()
      const { key, descending } = sortColumns[sort]
      const response = await createClient(AdminService, transport).listExecutions(
        {
          id: scope,
          limit: LIST_PAGE_SIZE,
          token: pageParam,
          filters: toFlyteFilters(filters, Date.now()).text,
          sortBy: { key, direction: descending ? Sort_Direction.DESCENDING : Sort_Direction.ASCENDING },
        },
        { signal },
      )
      return {
        executions: response.executions.map(toExecution),
        next: response.token,
        tookMs: performance.now() - began,
      }
    },
    initialPageParam: '',
    getNextPageParam: ({ next, executions }) => (next === '' || executions.length === 0 ? undefined : next),
    refetchInterval: ({ state }) => {
      if (isHopeless(state)) return false
      const pages = state.data?.pages ?? []
      const unended = pages.some((page) => page.executions.some(({ phase }) => !hasExecutionEnded(phase)))
      const took = pages.reduce((sum, { tookMs }) => sum + tookMs, 0)
      return pollInterval((unended ? LIVE_POLL_MS : IDLE_LIST_POLL_MS) * Math.max(1, pages.length), took)
    },
  })
}

/** Joins pages. Offsets shift while they are read, so that a row can be on two of them: its first place counts. */
export function executionRows(pages: readonly ExecutionPage[]): ExecutionRows {
  const byName = new Map<string, Execution>()
  for (const { executions } of pages)
    for (const execution of executions) if (!byName.has(execution.key.name)) byName.set(execution.key.name, execution)
  const last = pages.at(-1)
  return {
    executions: [...byName.values()],
    more: last !== undefined && last.next !== '' && last.executions.length > 0,
  }
}
