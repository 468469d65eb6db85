import { create } from '@bufbuild/protobuf'
import {
  AbortMetadataSchema,
  type ExecutionClosure,
  LiteralMapBlobSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { NodeExecutionClosure } from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import { WorkflowExecution_Phase as WorkflowPhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { WorkflowExecutionEvent } from '../../src/api/gen/flyteidl/event/event_pb'
import type { Outcome } from './event-outcome'
import { durationOf, nanosOf } from './event-times'
import { isEndOfWorkflow } from './phases'

/**
 * Brings a workflow event into the closure, in place (flyteadmin `UpdateExecutionModelState`, admin.md §9.1). The caller has judged that the event
 * may come. An outcome replaces the former one, in whatever phase; without one it stays.
 */
export function applyWorkflowEvent(closure: ExecutionClosure, event: WorkflowExecutionEvent, outcome: Outcome): void {
  closure.phase = event.phase
  closure.updatedAt = event.occurredAt
  if (event.phase === WorkflowPhase.RUNNING) {
    closure.startedAt = event.occurredAt
  } else if (isEndOfWorkflow(event.phase)) {
    const started = nanosOf(closure.startedAt)
    const ended = nanosOf(event.occurredAt)
    if (started !== undefined && ended !== undefined) closure.duration = durationOf(ended - started)
  }
  if (outcome.case === 'outputUri') {
    closure.outputResult = {
      case: 'outputs',
      value: create(LiteralMapBlobSchema, { data: { case: 'uri', value: outcome.value } }),
    }
  } else if (outcome.case === 'error') {
    closure.outputResult = outcome
  }
}

/** What a request to terminate leaves in the closure until the end is reported (admin.md §8.7). */
export function applyTermination(closure: ExecutionClosure, cause: string, principal: string): void {
  closure.phase = WorkflowPhase.ABORTING
  closure.outputResult = { case: 'abortMetadata', value: create(AbortMetadataSchema, { cause, principal }) }
}

/** An aborted execution shows why it was aborted, whatever its last event said (admin.md §8.6). */
export function showAbortCause(closure: ExecutionClosure, cause: string): void {
  if (closure.phase !== WorkflowPhase.ABORTED || closure.outputResult.case === 'abortMetadata') return
  closure.outputResult = { case: 'abortMetadata', value: create(AbortMetadataSchema, { cause }) }
}

/** Longest error message in a list, in bytes (admin.md §8.6, §10). */
const LONGEST_LISTED_MESSAGE = 100

/** Cuts the error message of a closure as lists of executions and nodes show it, in place. */
export function shortenError(
  closure:
    { readonly outputResult: ExecutionClosure['outputResult'] | NodeExecutionClosure['outputResult'] } | undefined,
): void {
  if (closure?.outputResult.case !== 'error') return
  const error = closure.outputResult.value
  error.message = cutText(error.message, LONGEST_LISTED_MESSAGE)
}

/**
 * Cuts a text to at most `limit` bytes of UTF-8, never inside a character: lists carry only the beginning of an error message (admin.md §8.6).
 */
export function cutText(text: string, limit: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= limit) return text
  let end = limit
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end)
}
