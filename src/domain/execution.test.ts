import { describe, expect, it } from 'vitest'
import { WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import {
  executedEntity,
  executionEnd,
  executionRunTime,
  hasExecutionEnded,
  notableLaunched,
  recoverProblem,
  splitName,
  terminateProblem,
} from './execution'
import { activityOf } from './execution-activity'
import { anExecution } from './execution.fixture'

describe('times', () => {
  it('a running execution counts from the instant that its end will count from', () => {
    const running = anExecution({ phase: Phase.RUNNING, duration: undefined })
    expect(executionRunTime(running, 6000)).toBe(4000)
    expect(executionEnd(running)).toBeUndefined()
    expect(executionRunTime(anExecution(), 60_000)).toBe(3000)
    expect(executionEnd(anExecution())).toBe(5000)
  })
  it('one that never started has no run time', () => {
    expect(
      executionRunTime(anExecution({ phase: Phase.UNDEFINED, startedAt: undefined, duration: undefined }), 9),
    ).toBeUndefined()
  })
})

it.each([
  [Phase.RUNNING, true, false],
  [Phase.UNDEFINED, true, false],
  [Phase.ABORTING, true, false],
  [Phase.FAILED, false, true],
  [Phase.ABORTED, false, true],
  [Phase.TIMED_OUT, false, true],
  [Phase.SUCCEEDED, false, false],
])('phase %s: can be terminated %s, recovered %s', (phase, terminate, recover) => {
  expect(terminateProblem(phase) === undefined).toBe(terminate)
  expect(recoverProblem(phase) === undefined).toBe(recover)
  expect(hasExecutionEnded(phase)).toBe(!terminate)
})

it('names: the task of a single task, no launch plan that says nothing', () => {
  const single = anExecution({ launched: { type: 'task', project: 'p', domain: 'd', name: 'mod.one', version: 'v' } })
  expect(executedEntity(single)?.name).toBe('mod.one')
  expect(notableLaunched(single)?.type).toBe('task')
  expect(notableLaunched(anExecution())).toBeUndefined()
  expect(splitName('a.b.c')).toEqual({ leaf: 'c', module: 'a.b' })
  expect(splitName('c')).toEqual({ leaf: 'c', module: '' })
})

it('activity counts every dated execution once', () => {
  const list = [
    anExecution({ startedAt: 100 }),
    anExecution({ startedAt: 150, phase: Phase.FAILED }),
    anExecution({ startedAt: undefined, createdAt: 990, phase: Phase.RUNNING }),
    anExecution({ startedAt: undefined, createdAt: undefined }),
  ]
  const activity = activityOf(list, 1000, 9)
  expect(activity).toMatchObject({ from: 100, to: 1000, counted: 3, highest: 2 })
  expect(activity?.bins.map(({ total }) => total)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(activity?.bins[0]).toMatchObject({ failed: 1, running: 0 })
  expect(activity?.bins[8]).toMatchObject({ running: 1 })
  expect(activityOf(list.slice(0, 1), 1000, 9)).toBeUndefined()
})
