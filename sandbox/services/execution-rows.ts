import { create, fromBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type Execution,
  ExecutionClosureSchema,
  ExecutionSchema,
  ExecutionSpecSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import {
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { protoText } from '../proto-text'
import type { RowOf } from '../store/columns'
import { type Database, findRow } from '../store/database'
import { showAbortCause } from './execution-closure'

/** The columns that name an execution in its own row and in those of its nodes, tasks, tags and signals. */
export function executionKey(id: WorkflowExecutionIdentifier) {
  return { execution_project: id.project, execution_domain: id.domain, execution_name: id.name }
}

/** The execution that a row belongs to. */
export function executionIdOf(row: ReturnType<typeof executionKey>): WorkflowExecutionIdentifier {
  return create(WorkflowExecutionIdentifierSchema, {
    project: row.execution_project,
    domain: row.execution_domain,
    name: row.execution_name,
  })
}

/** An execution's row, or undefined. */
export function findExecutionRow(db: Database, id: WorkflowExecutionIdentifier): RowOf<'executions'> | undefined {
  return findRow(db, 'executions', executionKey(id))
}

/**
 * An execution's row.
 *
 * @throws NotFound
 */
export function executionRow(db: Database, id: WorkflowExecutionIdentifier): RowOf<'executions'> {
  const row = findExecutionRow(db, id)
  if (row === undefined) throw executionNotFound(id)
  return row
}

/**
 * The cluster that runs an execution, without reading more of it: events of nodes and tasks need nothing else.
 *
 * @returns undefined when there is no such execution
 */
export function executionCluster(db: Database, id: WorkflowExecutionIdentifier): string | undefined {
  const row = db.get(
    'SELECT cluster FROM executions WHERE execution_project = ? AND execution_domain = ? AND execution_name = ?',
    [id.project, id.domain, id.name],
  )
  return row && String(row.cluster)
}

/** What flyteadmin answers when an execution does not exist. */
export function executionNotFound(id: WorkflowExecutionIdentifier): ConnectError {
  const text = protoText(WorkflowExecutionIdentifierSchema, id)
  return new ConnectError(`missing entity of type execution with identifier ${text}`, Code.NotFound)
}

/** An execution as reads give it (admin.md §8.6). */
export function executionOf(row: RowOf<'executions'>): Execution {
  const closure = fromBinary(ExecutionClosureSchema, row.closure)
  showAbortCause(closure, row.abort_cause)
  return create(ExecutionSchema, { id: executionIdOf(row), spec: fromBinary(ExecutionSpecSchema, row.spec), closure })
}
