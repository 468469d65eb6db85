import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { EXECUTION_POLL_MS } from '../../config/timing'
import { type ExecutionKey, hasNodeEnded, type NodeExecution } from '../../domain/execution-node'
import type { CompiledWorkflowClosure } from '../gen/flyteidl/core/compiler_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { type ExecutionData, toExecutionData } from '../wire/execution-data'
import { isHopeless } from '../wire/is-hopeless'
import { nodeExecutionKeys } from './node-execution-keys'
import { toNodeExecution } from './node-execution-mapper'

/** One node execution with its whole error (lists cut its message to 100 bytes), read until it has ended. */
export function nodeExecutionQuery(transport: Transport, execution: ExecutionKey, nodeId: string) {
  return queryOptions({
    queryKey: [...nodeExecutionKeys.one(execution, nodeId), 'detail'],
    queryFn: async ({ signal }): Promise<NodeExecution> =>
      toNodeExecution(
        await createClient(AdminService, transport).getNodeExecution(
          { id: { executionId: execution, nodeId } },
          { signal },
        ),
      ),
    staleTime: ({ state }) => (state.data && hasNodeEnded(state.data.phase) ? Infinity : 1_000),
    refetchInterval: ({ state }) =>
      isHopeless(state) || (state.data && hasNodeEnded(state.data.phase)) ? false : EXECUTION_POLL_MS,
  })
}

export interface NodeData extends ExecutionData {
  /** What a dynamic node has compiled itself into. */
  readonly dynamicWorkflow: CompiledWorkflowClosure | undefined
}

/**
 * Inputs, outputs and the dynamic workflow of a node. Kind `too-large` when they exceed a message.
 *
 * @param ended whether the node has ended: outputs come with the end, and then stay
 */
export function nodeDataQuery(transport: Transport, execution: ExecutionKey, nodeId: string, ended: boolean) {
  return queryOptions({
    queryKey: [...nodeExecutionKeys.one(execution, nodeId), 'data', { ended }],
    queryFn: async ({ signal }): Promise<NodeData> => {
      const response = await createClient(AdminService, transport).getNodeExecutionData(
        { id: { executionId: execution, nodeId } },
        { signal },
      )
      return { ...toExecutionData(response), dynamicWorkflow: response.dynamicWorkflow?.compiledWorkflow }
    },
    staleTime: Infinity,
    // Literals are messages with bytes in them, which cannot be compared cheaply.
    structuralSharing: false,
  })
}
