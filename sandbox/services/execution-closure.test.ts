import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExecutionClosureSchema } from '../../src/api/gen/flyteidl/admin/execution_pb'
import {
  ExecutionErrorSchema,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import { WorkflowExecutionEventSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import { timestampAt } from './event-times'
import { applyTermination, applyWorkflowEvent, cutText, showAbortCause } from './execution-closure'

const at = (second: number) => timestampAt(BigInt(second) * 1_000_000_000n)
const none = { case: undefined } as const
const event = (phase: WorkflowPhase, second: number) =>
  create(WorkflowExecutionEventSchema, { phase, occurredAt: at(second) })
const error = { case: 'error', value: create(ExecutionErrorSchema, { code: 'c' }) } as const

describe('execution closure', () => {
  it('counts from RUNNING to the end', () => {
    const closure = create(ExecutionClosureSchema)
    applyWorkflowEvent(closure, event(WorkflowPhase.QUEUED, 1), none)
    expect(closure.startedAt).toBeUndefined()
    applyWorkflowEvent(closure, event(WorkflowPhase.RUNNING, 2), none)
    applyWorkflowEvent(closure, event(WorkflowPhase.SUCCEEDING, 3), none)
    applyWorkflowEvent(closure, event(WorkflowPhase.SUCCEEDED, 5), { case: 'outputUri', value: '/o' })
    expect(closure).toMatchObject({
      phase: WorkflowPhase.SUCCEEDED,
      startedAt: at(2),
      updatedAt: at(5),
      duration: { seconds: 3n },
      outputResult: { case: 'outputs', value: { data: { case: 'uri', value: '/o' } } },
    })
  })

  it('replaces an outcome by the next one, in any phase', () => {
    const closure = create(ExecutionClosureSchema)
    applyWorkflowEvent(closure, event(WorkflowPhase.FAILING, 1), error)
    applyWorkflowEvent(closure, event(WorkflowPhase.FAILED, 2), none)
    expect(closure.outputResult).toEqual(error)
    expect(closure.duration).toBeUndefined()
  })

  it('shows the cause of an abort whatever the last event said', () => {
    const closure = create(ExecutionClosureSchema)
    applyTermination(closure, 'enough', 'me')
    expect(closure).toMatchObject({
      phase: WorkflowPhase.ABORTING,
      outputResult: { value: { cause: 'enough', principal: 'me' } },
    })
    applyWorkflowEvent(closure, event(WorkflowPhase.ABORTED, 3), none)
    showAbortCause(closure, 'enough')
    expect(closure.outputResult.value).toMatchObject({ cause: 'enough', principal: 'me' })
    applyWorkflowEvent(closure, event(WorkflowPhase.ABORTED, 3), error)
    showAbortCause(closure, 'enough')
    expect(closure.outputResult.value).toMatchObject({ cause: 'enough' })
  })

  it('shows a success in spite of an abort', () => {
    const closure = create(ExecutionClosureSchema)
    applyTermination(closure, 'enough', '')
    applyWorkflowEvent(closure, event(WorkflowPhase.SUCCEEDED, 3), { case: 'outputUri', value: '/o' })
    showAbortCause(closure, 'enough')
    expect(closure.outputResult.case).toBe('outputs')
  })
})

describe('cutText', () => {
  it.each([
    ['short', 100, 'short'],
    ['abcdef', 3, 'abc'],
    ['éé', 3, 'é'],
    ['éé', 4, 'éé'],
    ['👍', 3, ''],
  ])('%j to %i bytes', (text, limit, expected) => {
    expect(cutText(text, limit)).toBe(expected)
  })

  it('gives the longest beginning that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(60), (text, limit) => {
        const cut = cutText(text, limit)
        expect(text.startsWith(cut)).toBe(true)
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit)
        const next = Array.from(text.slice(cut.length))[0]
        if (next !== undefined) expect(Buffer.byteLength(cut + next)).toBeGreaterThan(limit)
      }),
    )
  })
})
