import { describe, expect, it } from 'vitest'
import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  enumName,
  enumValue,
  isEndOfNode,
  isEndOfTask,
  isEndOfWorkflow,
  judgeNodeEvent,
  judgeTaskEvent,
  judgeWorkflowEvent,
} from './phases'

/** Every value of an enum. */
function values<E extends number>(names: Record<string, string | E>): E[] {
  return Object.values(names).filter((value) => typeof value !== 'string')
}

function named<E extends number>(names: Record<string, string | E>, holds: (phase: E) => boolean): string[] {
  return values(names)
    .filter(holds)
    .map((phase) => String(names[phase]))
}

describe('ends', () => {
  it('are these', () => {
    expect(named(WorkflowPhase, isEndOfWorkflow)).toEqual(['SUCCEEDED', 'FAILED', 'ABORTED', 'TIMED_OUT'])
    expect(named(NodePhase, isEndOfNode)).toEqual([
      'SUCCEEDED',
      'FAILED',
      'ABORTED',
      'SKIPPED',
      'TIMED_OUT',
      'RECOVERED',
    ])
    expect(named(TaskPhase, isEndOfTask)).toEqual(['SUCCEEDED', 'ABORTED', 'FAILED'])
  })
})

describe('judgeWorkflowEvent', () => {
  it.each([
    ['UNDEFINED', 'RUNNING', 'accepted'],
    ['UNDEFINED', 'UNDEFINED', 'recorded'],
    ['UNDEFINED', 'SUCCEEDED', 'accepted'],
    ['QUEUED', 'QUEUED', 'accepted'],
    ['RUNNING', 'RUNNING', 'recorded'],
    ['RUNNING', 'QUEUED', 'requeued'],
    ['SUCCEEDING', 'RUNNING', 'accepted'],
    ['FAILING', 'SUCCEEDED', 'accepted'],
    ['SUCCEEDED', 'SUCCEEDED', 'recorded'],
    ['SUCCEEDED', 'QUEUED', 'ended'],
    ['FAILED', 'RUNNING', 'ended'],
    ['ABORTED', 'FAILED', 'ended'],
    ['ABORTING', 'ABORTING', 'recorded'],
    ['ABORTING', 'RUNNING', 'aborting'],
    ['ABORTING', 'QUEUED', 'aborting'],
    ['ABORTING', 'FAILING', 'aborting'],
    ['ABORTING', 'ABORTED', 'accepted'],
    ['ABORTING', 'SUCCEEDED', 'accepted'],
  ] as const)('%s, then %s: %s', (stored, next, verdict) => {
    expect(judgeWorkflowEvent(WorkflowPhase[stored], WorkflowPhase[next])).toBe(verdict)
  })

  it('never lets an end change', () => {
    for (const stored of values(WorkflowPhase).filter(isEndOfWorkflow)) {
      for (const next of values(WorkflowPhase)) expect(judgeWorkflowEvent(stored, next)).not.toBe('accepted')
    }
  })
})

describe('judgeNodeEvent', () => {
  it.each([
    ['QUEUED', 'RUNNING', 'accepted'],
    ['RUNNING', 'QUEUED', 'accepted'],
    ['RUNNING', 'RUNNING', 'recorded'],
    ['RUNNING', 'DYNAMIC_RUNNING', 'accepted'],
    ['FAILING', 'FAILED', 'accepted'],
    ['SUCCEEDED', 'SUCCEEDED', 'recorded'],
    ['SKIPPED', 'RUNNING', 'ended'],
    ['RECOVERED', 'SUCCEEDED', 'ended'],
  ] as const)('%s, then %s: %s', (stored, next, verdict) => {
    expect(judgeNodeEvent(NodePhase[stored], NodePhase[next])).toBe(verdict)
  })
})

describe('judgeTaskEvent', () => {
  it.each([
    ['QUEUED', 0, 'QUEUED', 0, 'recorded'],
    ['QUEUED', 0, 'QUEUED', 1, 'accepted'],
    ['RUNNING', 2, 'RUNNING', 1, 'recorded'],
    ['RUNNING', 2, 'QUEUED', 0, 'accepted'],
    ['RETRYABLE_FAILED', 0, 'RUNNING', 0, 'accepted'],
    ['SUCCEEDED', 0, 'SUCCEEDED', 0, 'recorded'],
    ['SUCCEEDED', 0, 'SUCCEEDED', 1, 'ended'],
    ['FAILED', 0, 'RUNNING', 1, 'ended'],
  ] as const)('%s %i, then %s %i: %s', (stored, version, next, nextVersion, verdict) => {
    const judged = judgeTaskEvent(
      { phase: TaskPhase[stored], version },
      { phase: TaskPhase[next], version: nextVersion },
    )
    expect(judged).toBe(verdict)
  })
})

it('names what it does not know by number', () => {
  for (const phase of [...values(TaskPhase), 99]) {
    expect(enumValue(TaskPhase, enumName(TaskPhase, phase))).toBe(phase)
  }
  expect(enumName(TaskPhase, TaskPhase.RUNNING)).toBe('RUNNING')
  expect(enumName(TaskPhase, 99)).toBe('99')
})
