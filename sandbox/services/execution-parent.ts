import { fromBinary } from '@bufbuild/protobuf'
import {
  type ExecutionMetadata,
  type ExecutionSpec,
  ExecutionSpecSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { Database } from '../store/database'
import { checkNodeId } from './execution-ids'
import { executionRow } from './execution-rows'
import { nodeRow } from './node-rows'

/** What an execution has from the execution whose node started it. */
export interface ParentExecution {
  /** Row of the node. */
  readonly nodeRow: bigint
  /** Row of the node's execution. */
  readonly executionRow: bigint
  readonly principal: string
  /** How many executions are above the new one. */
  readonly nesting: number
  readonly executionClusterLabel: ExecutionSpec['executionClusterLabel']
}

/**
 * What a new execution inherits from the node that its metadata names as its parent; undefined when it names none (admin.md §8.4).
 *
 * @throws InvalidArgument; NotFound when there is no such node
 */
export function parentOf(db: Database, metadata: ExecutionMetadata | undefined): ParentExecution | undefined {
  if (metadata?.parentNodeExecution === undefined) return undefined
  const id = checkNodeId(metadata.parentNodeExecution)
  const node = nodeRow(db, id)
  const execution = executionRow(db, id.executionId)
  const spec = fromBinary(ExecutionSpecSchema, execution.spec)
  return {
    nodeRow: node.id,
    executionRow: execution.id,
    principal: execution.user,
    nesting: (spec.metadata?.nesting ?? 0) + 1,
    executionClusterLabel: spec.executionClusterLabel,
  }
}
