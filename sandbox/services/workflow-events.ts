import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type WorkflowExecutionEventRequest,
  type WorkflowExecutionEventResponse,
  WorkflowExecutionEventResponseSchema,
} from '../../src/api/gen/flyteidl/admin/event_pb'
import {
  ExecutionClosureSchema,
  ExecutionSpecSchema,
  SystemMetadataSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import {
  ExecutionError_ErrorKind as ErrorKind,
  WorkflowExecution_Phase as Phase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { type WorkflowExecutionEvent, WorkflowExecutionEventSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { invalidArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { update } from '../store/database'
import { alreadyEnded, checkProducer } from './event-refusals'
import { columnNanos, nanosOf, nanosOfDuration } from './event-times'
import { applyWorkflowEvent } from './execution-closure'
import { executionRow } from './execution-rows'
import { checkOutputSize, offloadedOutcome } from './offload'
import { enumName, enumValue, isEndOfWorkflow, judgeWorkflowEvent } from './phases'

/**
 * Moves an execution to the phase of an event and records what the event carries (admin.md §9.1).
 *
 * @throws InvalidArgument, NotFound; AlreadyExists when the phase is recorded already; FailedPrecondition when the execution has ended, is being
 *   aborted, or belongs to another sender; ResourceExhausted for too much output data; Internal without a time, as flyteadmin answers
 */
export function createWorkflowEvent(
  cp: ControlPlane,
  request: WorkflowExecutionEventRequest,
): WorkflowExecutionEventResponse {
  const { event } = request
  if (event === undefined) throw invalidArgument('Workflow event handler was called without event')
  const { executionId } = event
  if (executionId === undefined) {
    const text = protoText(WorkflowExecutionEventSchema, event)
    throw invalidArgument(`Workflow event handler request event doesn't have an execution id - ${text}`)
  }
  checkOutputSize(event.outputResult)

  const row = cp.db.transaction(() => {
    const stored = executionRow(cp.db, executionId)
    checkPhaseChange(stored, event, executionId)
    record(cp, stored, event, executionId)
    return stored
  })
  if (isEndOfWorkflow(event.phase)) {
    cp.engine?.executionEnded(executionId, fromBinary(ExecutionSpecSchema, row.spec).metadata?.parentNodeExecution)
  }
  return create(WorkflowExecutionEventResponseSchema)
}

function checkPhaseChange(
  row: RowOf<'executions'>,
  event: WorkflowExecutionEvent,
  id: WorkflowExecutionIdentifier,
): void {
  const verdict = judgeWorkflowEvent(enumValue(Phase, row.phase), event.phase)
  const next = enumName(Phase, event.phase)
  const where = `workflow execution ${protoText(WorkflowExecutionIdentifierSchema, id)}`
  if (verdict === 'recorded') {
    throw new ConnectError(`This phase ${row.phase} was already recorded for ${where}`, Code.AlreadyExists)
  }
  if (event.phase !== Phase.QUEUED) checkProducer(row.cluster, event.producerId)
  switch (verdict) {
    case 'accepted':
      return
    case 'ended':
      throw alreadyEnded(`Invalid phase change from ${row.phase} to ${next} for ${where}`, row.phase)
    case 'requeued':
      throw new ConnectError(`Cannot go from ${row.phase} to ${next} for ${where}`, Code.FailedPrecondition)
    case 'aborting':
      throw new ConnectError(`Invalid phase change from aborting to ${next} for ${where}`, Code.FailedPrecondition)
  }
}

function record(
  cp: ControlPlane,
  row: RowOf<'executions'>,
  event: WorkflowExecutionEvent,
  id: WorkflowExecutionIdentifier,
): void {
  const occurredAt = nanosOf(event.occurredAt)
  if (occurredAt === undefined) {
    const reason = event.occurredAt === undefined ? 'nil Timestamp' : 'out of range'
    throw new ConnectError(`Failed to parse OccurredAt: timestamp: ${reason}`, Code.Internal)
  }
  const closure = fromBinary(ExecutionClosureSchema, row.closure)
  const outcome = offloadedOutcome(cp.blobs, cp.blobs.metadataUri(id, 'offloaded_outputs'), event.outputResult)
  applyWorkflowEvent(closure, event, outcome)
  const changes: Partial<RowOf<'executions'>> = {
    updated_at: cp.now(),
    phase: enumName(Phase, event.phase),
    closure: toBinary(ExecutionClosureSchema, closure),
    execution_updated_at: columnNanos(occurredAt),
  }
  if (event.phase === Phase.RUNNING) changes.started_at = columnNanos(occurredAt)
  if (isEndOfWorkflow(event.phase) && closure.duration !== undefined) {
    changes.duration = columnNanos(nanosOfDuration(closure.duration))
  }
  if (outcome.case === 'error') {
    changes.error_kind = enumName(ErrorKind, outcome.value.kind)
    changes.error_code = outcome.value.code
  }
  if (event.producerId !== '' && event.producerId !== 'propeller' && event.producerId !== row.cluster) {
    changes.cluster = event.producerId
    changes.spec = specOnCluster(row.spec, event.producerId)
  }
  update(cp.db, 'executions', row.id, changes)
}

/** The specification, saying that another cluster runs it. */
function specOnCluster(stored: Uint8Array, cluster: string): Uint8Array {
  const spec = fromBinary(ExecutionSpecSchema, stored)
  if (spec.metadata !== undefined) {
    spec.metadata.systemMetadata ??= create(SystemMetadataSchema)
    spec.metadata.systemMetadata.executionCluster = cluster
  }
  return toBinary(ExecutionSpecSchema, spec)
}
