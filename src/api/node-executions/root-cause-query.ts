import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { LIVE_POLL_MS } from '../../config/timing'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import { type ExecutionKey, type NodeExecution, unsuccessfulPhaseFilter } from '../../domain/execution-node'
import {
  failedAttempt,
  failedItems,
  type FailureStep,
  firstFailure,
  leadsDown,
  type RootCause,
} from '../../domain/execution-failure'
import { mapItems } from '../../domain/execution-map'
import { executionKeys } from '../executions/execution-keys'
import { toExecution } from '../executions/execution-mapper'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { isHopeless } from '../wire/is-hopeless'
import { toAttempt } from '../task-executions/attempt-mapper'
import { toNodeExecution } from './node-execution-mapper'

/** Failed nodes that are looked at on one level, the first to fail first: what follows is a consequence. */
const mostFailures = 100
/** Deeper than any run of work; what is below is a loop. */
const deepest = 32

/**
 * Why an execution fails: followed down from its first failed node through sub-workflows and the executions that it started, with the
 * whole error of the node that failed by itself. Null when there is nothing wrong. Costs one list and one reading per level.
 *
 * While the execution goes on it is looked for again; once it has ended and a reason is found, never.
 */
export function rootCauseQuery(transport: Transport, execution: Execution) {
  const ended = hasExecutionEnded(execution.phase)
  return queryOptions({
    queryKey: [...executionKeys.one(execution.key), 'root cause', { ended }],
    queryFn: async ({ signal }): Promise<RootCause | null> => {
      const path = await walkDown(transport, execution.key, signal)
      return causeOf(transport, execution, path, signal)
    },
    staleTime: ended ? Infinity : 1_000,
    refetchInterval: ({ state }) => (ended || isHopeless(state) ? false : LIVE_POLL_MS),
  })
}

async function walkDown(
  transport: Transport,
  root: ExecutionKey,
  signal: AbortSignal,
): Promise<readonly FailureStep[]> {
  const admin = createClient(AdminService, transport)
  const path: FailureStep[] = []
  let place = { execution: root, parentId: '' }
  while (path.length < deepest) {
    const { nodeExecutions } = await admin.listNodeExecutions(
      {
        workflowExecutionId: place.execution,
        uniqueParentId: place.parentId,
        limit: mostFailures,
        filters: unsuccessfulPhaseFilter,
        sortBy: { key: 'node_execution_updated_at', direction: Sort_Direction.ASCENDING },
      },
      { signal },
    )
    const node = firstFailure(nodeExecutions.map(toNodeExecution))
    if (node === undefined) return path
    path.push({ execution: place.execution, node })
    if (!leadsDown(node)) return path
    place =
      node.child === undefined
        ? { execution: place.execution, parentId: node.nodeId }
        : { execution: node.child, parentId: '' }
  }
  return path
}

async function causeOf(
  transport: Transport,
  execution: Execution,
  path: readonly FailureStep[],
  signal: AbortSignal,
): Promise<RootCause | null> {
  const step = path.at(-1)
  if (step === undefined) return causeWithoutNode(execution)
  const admin = createClient(AdminService, transport)
  const id = { executionId: step.execution, nodeId: step.node.nodeId }
  const [message, { taskExecutions }] = await Promise.all([
    admin.getNodeExecution({ id }, { signal }),
    admin.listTaskExecutions({ nodeExecutionId: id, limit: mostFailures }, { signal }),
  ])
  const node = toNodeExecution(message)
  const attempts = taskExecutions.map(toAttempt)
  // A child that failed without a failed node of its own says more than the node that started it.
  const child =
    node.child === undefined ? undefined : toExecution(await admin.getExecution({ id: node.child }, { signal }))
  const error = failedAttempt(attempts)?.error ?? child?.error ?? node.error ?? execution.error
  if (error === undefined) return null
  return {
    path: [...path.slice(0, -1), { execution: step.execution, node }],
    error,
    attempts: attempts.length === 0 ? undefined : attempts.length,
    items: failedItems(mapItems(attempts), error),
    at: endOf(node),
  }
}

function causeWithoutNode({ error, updatedAt }: Execution): RootCause | null {
  return error === undefined ? null : { path: [], error, attempts: undefined, items: [], at: updatedAt }
}

function endOf(node: NodeExecution): number | undefined {
  return node.startedAt !== undefined && node.duration !== undefined ? node.startedAt + node.duration : node.updatedAt
}
