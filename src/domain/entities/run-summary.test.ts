import { expect, test } from 'vitest'
import { WorkflowExecution_Phase as Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { medianDuration, runsByName, type RunSummary } from './run-summary'

const run = (name: string, workflow: string, phase = Phase.SUCCEEDED, duration?: number): RunSummary => ({
  name,
  phase,
  createdAt: 0,
  duration,
  of: { workflow: { project: 'p', domain: 'd', name: workflow, version: 'v' } },
})

test('runs go to the entity that they ran, in their order', () => {
  const runs = [run('c', 'x'), run('b', 'y'), run('a', 'x')]
  expect(
    runsByName(runs, 'workflow')
      .get('x')
      ?.map(({ name }) => name),
  ).toEqual(['c', 'a'])
  expect(runsByName(runs, 'task').size).toBe(0)
})

test.each([
  [[], undefined],
  [[4], 4],
  [[9, 1, 5], 5],
  [[1, 2, 3, 10], 2.5],
])('the median of %j is %s', (durations, median) => {
  const runs = durations.map((duration) => run('r', 'w', Phase.SUCCEEDED, duration))
  expect(medianDuration([...runs, run('failed', 'w', Phase.FAILED, 1000)])).toBe(median)
})
