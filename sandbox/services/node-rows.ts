import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Int32ValueSchema } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type NodeExecution,
  NodeExecutionClosureSchema,
  NodeExecutionMetaDataSchema,
  NodeExecutionSchema,
} from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import {
  type NodeExecutionIdentifier,
  NodeExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { protoText } from '../proto-text'
import type { RowOf } from '../store/columns'
import { type Database, findRow } from '../store/database'
import { executionIdOf, executionKey } from './execution-rows'
import type { NodeId } from './execution-ids'

/** The columns that name a node execution. */
export function nodeKey(id: NodeId) {
  return { ...executionKey(id.executionId), node_id: id.nodeId }
}

/** The node execution that a row belongs to. */
export function nodeIdOf(row: ReturnType<typeof nodeKey>): NodeExecutionIdentifier {
  return create(NodeExecutionIdentifierSchema, { nodeId: row.node_id, executionId: executionIdOf(row) })
}

/** A node execution's row, or undefined. */
export function findNodeRow(db: Database, id: NodeId): RowOf<'node_executions'> | undefined {
  return findRow(db, 'node_executions', nodeKey(id))
}

/**
 * A node execution's row.
 *
 * @throws NotFound
 */
export function nodeRow(db: Database, id: NodeId): RowOf<'node_executions'> {
  const row = findNodeRow(db, id)
  if (row !== undefined) return row
  const text = protoText(NodeExecutionIdentifierSchema, create(NodeExecutionIdentifierSchema, id))
  throw new ConnectError(`missing entity of type node execution with identifier ${text}`, Code.NotFound)
}

/**
 * A node execution as reads give it (admin.md §10).
 *
 * @param hasChildren makes a parent of a node that its events did not call one, such as a branch
 */
export function nodeExecutionOf(row: RowOf<'node_executions'>, hasChildren: boolean): NodeExecution {
  const metadata = fromBinary(NodeExecutionMetaDataSchema, row.node_execution_metadata)
  if (hasChildren && !metadata.isParentNode && !metadata.isDynamic) {
    metadata.isParentNode = true
    metadata.isDynamic = row.dynamic_workflow_remote_closure_reference !== ''
  }
  return create(NodeExecutionSchema, {
    id: nodeIdOf(row),
    inputUri: row.input_uri,
    closure: fromBinary(NodeExecutionClosureSchema, row.closure),
    metadata,
  })
}

/** The `internal_data` column: the version of the events that made the row. */
export function internalDataOf(eventVersion: number): Uint8Array {
  return toBinary(Int32ValueSchema, create(Int32ValueSchema, { value: eventVersion }))
}

/** The version of the events that made a row. */
export function eventVersionOf(row: RowOf<'node_executions'>): number {
  return fromBinary(Int32ValueSchema, row.internal_data).value
}

/** Which of these rows have children. */
export function parentsAmong(db: Database, rows: readonly RowOf<'node_executions'>[]): ReadonlySet<bigint> {
  const ids = JSON.stringify(rows.map(({ id }) => id.toString()))
  const parents = db.all(
    'SELECT DISTINCT parent_id AS id FROM node_executions WHERE parent_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))',
    [ids],
  )
  return new Set(parents.map(({ id }) => id).filter((id) => typeof id === 'bigint'))
}
