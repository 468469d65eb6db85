import { create } from '@bufbuild/protobuf'
import type { Timestamp } from '@bufbuild/protobuf/wkt'
import type { NodeExecution } from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import type { TaskExecution } from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import { type Span, SpanSchema } from '../../src/api/gen/flyteidl/core/metrics_pb'
import { nanosOf, nanosOfDuration, timestampAt } from './event-times'

type Operation =
  | 'WORKFLOW_SETUP'
  | 'WORKFLOW_TEARDOWN'
  | 'NODE_SETUP'
  | 'NODE_TEARDOWN'
  | 'NODE_IDLE'
  | 'NODE_RESET'
  | 'NODE_TRANSITION'
  | 'TASK_SETUP'
  | 'TASK_RUNTIME'
  | 'TASK_TEARDOWN'

/** What a gate node waited for: nobody worked meanwhile. */
export function gateSpans(execution: NodeExecution): Span[] {
  const { createdAt, startedAt, updatedAt, duration } = execution.closure ?? {}
  const started = nanosOf(startedAt)
  if (started === undefined) return [wholeSetup(execution)]
  const setup = operation('NODE_SETUP', createdAt, startedAt)
  if (duration === undefined) return [setup, operation('NODE_IDLE', startedAt, updatedAt)]
  const end = timestampAt(started + nanosOfDuration(duration))
  return [setup, operation('NODE_IDLE', startedAt, end), operation('NODE_TEARDOWN', end, updatedAt)]
}

/** The attempts of a node, and what was between them; at depth 0 only the latter. */
export function taskSpans(attempts: readonly TaskExecution[], depth: number): Span[] {
  return attempts.flatMap((attempt, index) => {
    const previous = attempts[index - 1]
    const reset = previous && operation('NODE_RESET', previous.closure?.updatedAt, attempt.closure?.createdAt)
    return [...(reset === undefined ? [] : [reset]), ...(depth === 0 ? [] : [taskSpan(attempt)])]
  })
}

function taskSpan(attempt: TaskExecution): Span {
  const { createdAt, startedAt, updatedAt, duration } = attempt.closure ?? {}
  const span = create(SpanSchema, { startTime: createdAt, endTime: updatedAt })
  if (attempt.id !== undefined) span.id = { case: 'taskId', value: attempt.id }
  const started = nanosOf(startedAt)
  if (started === undefined) {
    span.spans.push(operation('TASK_SETUP', createdAt, updatedAt))
  } else if (duration === undefined) {
    span.spans.push(operation('TASK_SETUP', createdAt, startedAt), operation('TASK_RUNTIME', startedAt, updatedAt))
  } else {
    const end = timestampAt(started + nanosOfDuration(duration))
    span.spans.push(operation('TASK_SETUP', createdAt, startedAt), operation('TASK_RUNTIME', startedAt, end))
    if (compareTimes(updatedAt, end) >= 0) span.spans.push(operation('TASK_TEARDOWN', end, updatedAt))
  }
  return span
}

/** One named stretch of time. */
export function operation(name: Operation, startTime: Timestamp | undefined, endTime: Timestamp | undefined): Span {
  return create(SpanSchema, { startTime, endTime, id: { case: 'operationId', value: name } })
}

/** A node in which nothing has begun. */
export function wholeSetup(execution: NodeExecution): Span {
  return operation('NODE_SETUP', execution.closure?.createdAt, execution.closure?.updatedAt)
}

/** From the end of what was inside to the end of the whole; nothing when the inside ended later. */
export function teardown(
  name: Operation,
  inside: { closure?: { updatedAt?: Timestamp | undefined } | undefined } | undefined,
  end: Timestamp | undefined,
): Span[] {
  const last = inside?.closure?.updatedAt
  return last === undefined || compareTimes(end, last) < 0 ? [] : [operation(name, last, end)]
}

/** Negative when `a` is before `b`; an absent time comes before all others. */
export function compareTimes(a: Timestamp | undefined, b: Timestamp | undefined): number {
  const left = nanosOf(a)
  const right = nanosOf(b)
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  return left < right ? -1 : Number(left > right)
}
