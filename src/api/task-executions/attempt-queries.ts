import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { EXECUTION_POLL_MS, LIST_PAGE_SIZE, pollInterval } from '../../config/timing'
import type { Attempt } from '../../domain/execution-attempt'
import type { ExecutionKey } from '../../domain/execution-node'
import { nodeExecutionKeys } from '../node-executions/node-execution-keys'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { type ExecutionData, toExecutionData } from '../wire/execution-data'
import { isHopeless } from '../wire/is-hopeless'
import { readPages } from '../wire/read-pages'
import { toAttempt } from './attempt-mapper'

interface AttemptReading {
  readonly attempts: readonly Attempt[]
  /** Whether they were read after their node had ended: nothing can change any more. */
  readonly final: boolean
  readonly tookMs: number
}

/**
 * All attempts of a node, the first one first, with their whole errors; for a map task its items are inside.
 *
 * @param live whether the node can still change; when that turns false they are read once more, and never again
 */
export function attemptsQuery(transport: Transport, execution: ExecutionKey, nodeId: string, live: boolean) {
  return queryOptions({
    queryKey: [...nodeExecutionKeys.one(execution, nodeId), 'attempts'],
    queryFn: async ({ signal }): Promise<AttemptReading> => {
      const began = performance.now()
      const admin = createClient(AdminService, transport)
      const attempts = await readPages(async (token) => {
        const response = await admin.listTaskExecutions(
          { nodeExecutionId: { executionId: execution, nodeId }, limit: LIST_PAGE_SIZE, token },
          { signal },
        )
        return { rows: response.taskExecutions.map(toAttempt), token: response.token }
      })
      return {
        attempts: attempts.toSorted((a, b) => a.attempt - b.attempt),
        final: !live,
        tookMs: performance.now() - began,
      }
    },
    select: selectAttempts,
    staleTime: ({ state }) => (state.data?.final === true ? Infinity : 1_000),
    refetchInterval: ({ state }) =>
      isHopeless(state) || (!live && state.data?.final === true)
        ? false
        : pollInterval(EXECUTION_POLL_MS, state.data?.tookMs ?? 0),
  })
}

function selectAttempts({ attempts }: AttemptReading): readonly Attempt[] {
  return attempts
}

/**
 * Inputs and outputs of one attempt. Kind `too-large` when they exceed a message.
 *
 * @param ended whether the attempt has ended: outputs come with the end, and then stay
 */
export function attemptDataQuery(
  transport: Transport,
  { execution, nodeId, attempt, task }: Pick<Attempt, 'execution' | 'nodeId' | 'attempt' | 'task'>,
  ended: boolean,
) {
  const { project, domain, name, version } = task
  return queryOptions({
    queryKey: [...nodeExecutionKeys.one(execution, nodeId), 'attempt data', { attempt, ended }],
    queryFn: async ({ signal }): Promise<ExecutionData> =>
      toExecutionData(
        await createClient(AdminService, transport).getTaskExecutionData(
          {
            id: {
              taskId: { resourceType: ResourceType.TASK, project, domain, name, version },
              nodeExecutionId: { executionId: execution, nodeId },
              retryAttempt: attempt,
            },
          },
          { signal },
        ),
      ),
    staleTime: Infinity,
    // Literals are messages with bytes in them, which cannot be compared cheaply.
    structuralSharing: false,
  })
}
