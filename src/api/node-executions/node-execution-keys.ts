import type { ExecutionKey } from '../../domain/execution-node'
import { executionKeys } from '../executions/execution-keys'

/** Keys of an execution's nodes, below those of the execution. */
export const nodeExecutionKeys = {
  all: (execution: ExecutionKey) => [...executionKeys.one(execution), 'nodes'] as const,
  children: (execution: ExecutionKey, parentId: string) =>
    [...nodeExecutionKeys.all(execution), 'children', parentId] as const,
  one: (execution: ExecutionKey, nodeId: string) => [...nodeExecutionKeys.all(execution), 'one', nodeId] as const,
} as const
