import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { TaskExecutionClosureSchema } from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import { TaskExecution_Phase as TaskPhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  TaskExecutionEventSchema,
  TaskExecutionMetadata_InstanceClass as InstanceClass,
} from '../../src/api/gen/flyteidl/event/event_pb'
import { timestampAt } from './event-times'
import { applyTaskEvent, firstTaskClosure } from './task-closure'

const at = (second: number) => timestampAt(BigInt(second) * 1_000_000_000n)
const none = { case: undefined } as const

function event(
  phase: TaskPhase,
  second: number,
  more: Parameters<typeof create<typeof TaskExecutionEventSchema>>[1] = {},
) {
  return create(TaskExecutionEventSchema, { phase, occurredAt: at(second), ...more })
}

/** The closure after a series of events, stored and read again between them as the service does. */
function after(...events: ReturnType<typeof event>[]) {
  const [first, ...rest] = events
  if (first === undefined) throw new Error('a series has at least one event')
  let closure = firstTaskClosure(first, none)
  for (const next of rest) {
    closure = fromBinary(TaskExecutionClosureSchema, toBinary(TaskExecutionClosureSchema, closure))
    applyTaskEvent(closure, next, none)
  }
  return closure
}

describe('task closure', () => {
  it('starts with the first RUNNING and lasts until the end', () => {
    const closure = after(
      event(TaskPhase.QUEUED, 1),
      event(TaskPhase.RUNNING, 3),
      event(TaskPhase.QUEUED, 4),
      event(TaskPhase.RUNNING, 5),
      event(TaskPhase.SUCCEEDED, 9, { reportedAt: at(11) }),
    )
    expect(closure).toMatchObject({ createdAt: at(1), startedAt: at(3), updatedAt: at(11), duration: { seconds: 6n } })
  })

  it('has no duration when it never ran', () => {
    expect(after(event(TaskPhase.QUEUED, 1), event(TaskPhase.FAILED, 2)).duration).toBeUndefined()
  })

  it('keeps an outcome only with an end', () => {
    const outcome = { case: 'outputUri', value: '/o' } as const
    const closure = firstTaskClosure(event(TaskPhase.RETRYABLE_FAILED, 1), outcome)
    expect(closure.outputResult.case).toBeUndefined()
    applyTaskEvent(closure, event(TaskPhase.SUCCEEDED, 2), outcome)
    expect(closure.outputResult).toEqual(outcome)
  })

  it('keeps a history of reasons; the old single one counts when it changes', () => {
    const closure = after(
      event(TaskPhase.QUEUED, 1, { reason: 'waiting' }),
      event(TaskPhase.QUEUED, 2, { reason: 'waiting' }),
      event(TaskPhase.RUNNING, 3, {
        reason: 'ignored',
        reasons: [{ reason: 'pulled', occurredAt: at(2) }, { reason: 'started' }],
      }),
      event(TaskPhase.RUNNING, 4),
      event(TaskPhase.RUNNING, 5, { reasons: [{ reason: 'started' }] }),
      event(TaskPhase.SUCCEEDED, 6, { reason: 'waiting' }),
    )
    expect(closure.reasons.map(({ message }) => message)).toEqual([
      'waiting',
      'pulled',
      'started',
      'started',
      'waiting',
    ])
    expect(closure.reasons[1]?.occurredAt).toEqual(at(2))
    expect(closure.reason).toBe('waiting')
  })

  it('filters logs by phase, but not those of the first event', () => {
    const logs = [{ name: 'a', uri: 'u' }]
    const first = event(TaskPhase.QUEUED, 1, { logs })
    expect(after(first).logs).toHaveLength(1)
    expect(after(first, event(TaskPhase.INITIALIZING, 2)).logs).toEqual([])
    expect(after(first, event(TaskPhase.RUNNING, 2)).logs).toHaveLength(1)
  })

  it('merges custom info and metadata', () => {
    const closure = after(
      event(TaskPhase.QUEUED, 1, {
        customInfo: { a: 1, b: { c: 2 } },
        metadata: {
          generatedName: 'name',
          pluginIdentifier: 'plugin',
          instanceClass: InstanceClass.INTERRUPTIBLE,
          resourcePoolInfo: [{ namespace: 'old' }],
          externalResources: [{ index: 1 }, { index: 0, logs: [{ name: 'l', uri: 'u', HideOnceFinished: true }] }],
        },
      }),
      event(TaskPhase.RUNNING, 2, { customInfo: { b: { c: null, d: 3 } } }),
      event(TaskPhase.SUCCEEDED, 3, { metadata: { pluginIdentifier: 'other', externalResources: [{ index: 2 }] } }),
    )
    expect(closure.customInfo).toEqual({ a: 1, b: { d: 3 } })
    expect(closure.metadata).toMatchObject({
      generatedName: 'name',
      pluginIdentifier: 'other',
      instanceClass: InstanceClass.INTERRUPTIBLE,
      resourcePoolInfo: [],
      externalResources: [{ index: 0, logs: [] }, { index: 1 }, { index: 2 }],
    })
  })

  it('keeps the task type and log context of earlier events', () => {
    const closure = after(
      event(TaskPhase.QUEUED, 1, { taskType: 'python-task', eventVersion: 1, logContext: { primaryPodName: 'p' } }),
      event(TaskPhase.RUNNING, 2, { taskType: 'other' }),
    )
    expect(closure).toMatchObject({ taskType: 'python-task', eventVersion: 1, logContext: { primaryPodName: 'p' } })
  })
})
