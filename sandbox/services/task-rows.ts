import { create, fromBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type TaskExecution,
  TaskExecutionClosureSchema,
  TaskExecutionSchema,
} from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import {
  ResourceType,
  type TaskExecutionIdentifier,
  TaskExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { protoText } from '../proto-text'
import type { RowOf } from '../store/columns'
import { type Database, findRow } from '../store/database'
import type { AttemptId } from './execution-ids'
import { nodeIdOf, nodeKey } from './node-rows'

/** The columns that name a task execution. */
export function taskKey(id: AttemptId) {
  const { project, domain, name, version } = id.taskId
  return { ...nodeKey(id.nodeExecutionId), project, domain, name, version, retry_attempt: BigInt(id.retryAttempt) }
}

/** The task execution that a row belongs to. */
export function taskIdOf(row: RowOf<'task_executions'>): TaskExecutionIdentifier {
  const { project, domain, name, version } = row
  return create(TaskExecutionIdentifierSchema, {
    taskId: { resourceType: ResourceType.TASK, project, domain, name, version },
    nodeExecutionId: nodeIdOf(row),
    retryAttempt: Number(row.retry_attempt),
  })
}

/** A task execution's row, or undefined. */
export function findTaskRow(db: Database, id: AttemptId): RowOf<'task_executions'> | undefined {
  return findRow(db, 'task_executions', taskKey(id))
}

/**
 * A task execution's row.
 *
 * @throws NotFound
 */
export function taskRow(db: Database, id: AttemptId): RowOf<'task_executions'> {
  const row = findTaskRow(db, id)
  if (row !== undefined) return row
  // flyteadmin's text leaves out the resource type and the attempt.
  const { project, domain, name, version } = id.taskId
  const named = create(TaskExecutionIdentifierSchema, {
    taskId: { project, domain, name, version },
    nodeExecutionId: id.nodeExecutionId,
  })
  const text = protoText(TaskExecutionIdentifierSchema, named)
  throw new ConnectError(`missing entity of type task execution with identifier ${text}`, Code.NotFound)
}

/** A task execution as reads give it (admin.md §10). `isParent`: nodes say that it made them. */
export function taskExecutionOf(row: RowOf<'task_executions'>, isParent: boolean): TaskExecution {
  return create(TaskExecutionSchema, {
    id: taskIdOf(row),
    inputUri: row.input_uri,
    closure: fromBinary(TaskExecutionClosureSchema, row.closure),
    isParent,
  })
}

/** Which of these attempts made nodes of their own. */
export function makersAmong(db: Database, rows: readonly RowOf<'task_executions'>[]): ReadonlySet<bigint> {
  const ids = JSON.stringify(rows.map(({ id }) => id.toString()))
  const makers = db.all(
    'SELECT DISTINCT parent_task_execution_id AS id FROM node_executions WHERE parent_task_execution_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))',
    [ids],
  )
  return new Set(makers.map(({ id }) => id).filter((id) => typeof id === 'bigint'))
}
