import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type TaskExecutionEventRequest,
  type TaskExecutionEventResponse,
  TaskExecutionEventResponseSchema,
} from '../../src/api/gen/flyteidl/admin/event_pb'
import {
  type TaskExecutionClosure,
  TaskExecutionClosureSchema,
} from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import { TaskExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  NodeExecutionIdentifierSchema,
  TaskExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskExecutionEvent } from '../../src/api/gen/flyteidl/event/event_pb'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { insert, update } from '../store/database'
import { alreadyEnded, checkProducer } from './event-refusals'
import { columnNanos, nanosOf, nanosOfDuration, reportTime } from './event-times'
import { type AttemptId, checkReportedAttempt } from './execution-ids'
import { executionCluster, executionNotFound } from './execution-rows'
import { nodeKey } from './node-rows'
import { checkOutputSize, offload, offloadedOutcome } from './offload'
import { enumName, enumValue, isEndOfTask, judgeTaskEvent } from './phases'
import { applyTaskEvent, firstTaskClosure } from './task-closure'
import { findTaskRow, taskKey } from './task-rows'

/**
 * Records an attempt's new phase or phase version and what the event carries; the first event makes the task execution (admin.md §9.3). The task itself need
 * not be registered.
 *
 * @throws InvalidArgument without time or full id; NotFound when the node or execution is absent; AlreadyExists when this or a later version of the phase
 *   is recorded; FailedPrecondition when the attempt has ended or the execution belongs to another sender; ResourceExhausted for too much output data
 */
export function createTaskEvent(cp: ControlPlane, request: TaskExecutionEventRequest): TaskExecutionEventResponse {
  const { event } = request
  if (event === undefined) throw missingArgument('event')
  if (event.occurredAt === undefined) throw missingArgument('occurred_at')
  checkOutputSize(event.outputResult)
  const { taskId, parentNodeExecutionId: nodeExecutionId, retryAttempt } = event
  const id = checkReportedAttempt({ taskId, nodeExecutionId, retryAttempt })
  cp.db.transaction(() => {
    const { executionId } = id.nodeExecutionId
    const cluster = executionCluster(cp.db, executionId)
    if (cluster === undefined) throw executionNotFound(executionId)
    checkProducer(cluster, event.producerId)
    checkNodeExists(cp, id)
    const row = findTaskRow(cp.db, id)
    if (row === undefined) first(cp, id, event)
    else next(cp, id, event, row)
  })
  return create(TaskExecutionEventResponseSchema)
}

function checkNodeExists(cp: ControlPlane, { nodeExecutionId }: AttemptId): void {
  const key = nodeKey(nodeExecutionId)
  const found = cp.db.get(
    'SELECT 1 FROM node_executions WHERE execution_project = ? AND execution_domain = ? AND execution_name = ? AND node_id = ?',
    [key.execution_project, key.execution_domain, key.execution_name, key.node_id],
  )
  if (found !== undefined) return
  const text = protoText(NodeExecutionIdentifierSchema, create(NodeExecutionIdentifierSchema, nodeExecutionId))
  throw new ConnectError(`Failed to get existing node execution id: [${text}] with err: entry not found`, Code.NotFound)
}

function first(cp: ControlPlane, id: AttemptId, event: TaskExecutionEvent): void {
  const times = timesOf(event)
  const closure = firstTaskClosure(event, outcomeOf(cp, id, event))
  const now = cp.now()
  insert(cp.db, 'task_executions', {
    created_at: now,
    updated_at: now,
    ...taskKey(id),
    phase_version: BigInt(event.phaseVersion),
    input_uri: inputUriOf(cp, id, event),
    task_execution_created_at: times.occurredAt,
    ...columnsOf(event, closure, times),
  })
}

function next(cp: ControlPlane, id: AttemptId, event: TaskExecutionEvent, row: RowOf<'task_executions'>): void {
  checkPhaseChange(row, event, id)
  const times = timesOf(event)
  const closure = fromBinary(TaskExecutionClosureSchema, row.closure)
  applyTaskEvent(closure, event, outcomeOf(cp, id, event))
  const changes = { updated_at: cp.now(), ...columnsOf(event, closure, times) }
  // As in flyteadmin a version of 0 does not reset the stored one, so senders count versions up across phases.
  if (event.phaseVersion > 0) changes.phase_version = BigInt(event.phaseVersion)
  if (row.input_uri === '') changes.input_uri = inputUriOf(cp, id, event)
  update(cp.db, 'task_executions', row.id, changes)
}

function checkPhaseChange(row: RowOf<'task_executions'>, event: TaskExecutionEvent, id: AttemptId): void {
  const stored = { phase: enumValue(Phase, row.phase), version: Number(row.phase_version) }
  const verdict = judgeTaskEvent(stored, { phase: event.phase, version: event.phaseVersion })
  if (verdict === 'accepted') return
  const requested = enumName(Phase, event.phase)
  const text = protoText(TaskExecutionIdentifierSchema, create(TaskExecutionIdentifierSchema, id))
  if (verdict === 'recorded') {
    const recorded = `have already recorded task execution phase ${requested} (version: ${event.phaseVersion})`
    throw new ConnectError(`${recorded} for ${text}`, Code.AlreadyExists)
  }
  throw alreadyEnded(`invalid phase change from ${row.phase} to ${requested} for task execution ${text}`, requested)
}

interface EventTimes {
  readonly occurredAt: bigint
  readonly reportedAt: bigint
}

function timesOf(event: TaskExecutionEvent): EventTimes {
  const occurredAt = nanosOf(event.occurredAt)
  const reportedAt = nanosOf(reportTime(event))
  if (occurredAt === undefined || reportedAt === undefined) throw invalidArgument('invalid value for occurred_at')
  return { occurredAt: columnNanos(occurredAt), reportedAt: columnNanos(reportedAt) }
}

/** Columns that every event writes, besides the closure that they repeat. */
function columnsOf(
  event: TaskExecutionEvent,
  closure: TaskExecutionClosure,
  times: EventTimes,
): Partial<RowOf<'task_executions'>> {
  const columns: Partial<RowOf<'task_executions'>> = {
    phase: enumName(Phase, event.phase),
    closure: toBinary(TaskExecutionClosureSchema, closure),
    task_execution_updated_at: times.reportedAt,
  }
  const startedAt = nanosOf(closure.startedAt)
  if (startedAt !== undefined) columns.started_at = columnNanos(startedAt)
  if (closure.duration !== undefined) columns.duration = columnNanos(nanosOfDuration(closure.duration))
  return columns
}

function blobUri(cp: ControlPlane, id: AttemptId, name: string): string {
  const { executionId, nodeId } = id.nodeExecutionId
  const { project, domain, name: task, version } = id.taskId
  return cp.blobs.metadataUri(executionId, nodeId, project, domain, task, version, String(id.retryAttempt), name)
}

function outcomeOf(cp: ControlPlane, id: AttemptId, event: TaskExecutionEvent) {
  if (!isEndOfTask(event.phase)) return { case: undefined }
  return offloadedOutcome(cp.blobs, blobUri(cp, id, 'offloaded_outputs'), event.outputResult)
}

function inputUriOf(cp: ControlPlane, id: AttemptId, { inputValue }: TaskExecutionEvent): string {
  if (inputValue.case !== 'inputData') return inputValue.value ?? ''
  return offload(cp.blobs, blobUri(cp, id, 'offloaded_inputs'), inputValue.value)
}
