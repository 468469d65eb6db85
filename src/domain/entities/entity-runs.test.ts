import { expect, test } from 'vitest'
import { WorkflowExecution_Phase as Phase } from '../../api/gen/flyteidl/core/execution_pb'
import type { Execution } from '../execution'
import { anExecution } from '../execution.fixture'
import { countOutcomes, medianDuration, runsByName, runsByVersion, slowDuration } from './entity-runs'

const reference = (type: 'task' | 'workflow' | 'plan', name: string) => ({
  type,
  project: 'p',
  domain: 'd',
  name,
  version: 'v',
})
const run = (name: string, change: Partial<Execution>): Execution =>
  anExecution({ key: { project: 'p', domain: 'd', name }, ...change })

test('runs go to what they ran; the workflow around a single task belongs to nobody', () => {
  const runs = [
    run('c', { workflow: reference('workflow', 'x'), launched: reference('plan', 'l') }),
    run('b', { workflow: reference('workflow', '.flytegen.t'), launched: reference('task', 't') }),
    run('a', { workflow: reference('workflow', 'x'), launched: reference('plan', 'x') }),
  ]
  const names = (kind: 'task' | 'workflow' | 'launchPlan') =>
    [...runsByName(runs, kind)].map(([name, own]) => `${name}: ${own.map(({ key }) => key.name).join(' ')}`)
  expect(names('workflow')).toEqual(['x: c a'])
  expect(names('launchPlan')).toEqual(['l: c', 'x: a'])
  expect(names('task')).toEqual(['t: b'])
})

test.each([
  [[], undefined],
  [[4], 4],
  [[9, 1, 5], 5],
  [[1, 2, 3, 10], 2.5],
])('the median of %j is %s', (durations, median) => {
  const runs = durations.map((duration) => run('r', { phase: Phase.SUCCEEDED, duration }))
  expect(medianDuration([...runs, run('failed', { phase: Phase.FAILED, duration: 1000 })])).toBe(median)
})

test('runs of each version, latest first', () => {
  const at = (version: string) => ({ ...reference('workflow', 'x'), version })
  const runs = [run('c', { workflow: at('v2') }), run('b', { workflow: at('v1') }), run('a', { workflow: at('v2') })]
  expect([...runsByVersion(runs, 'workflow')].map(([version, own]) => [version, own.length])).toEqual([
    ['v2', 2],
    ['v1', 1],
  ])
})

test('the slow ones are known once there are enough', () => {
  const lasting = (...durations: number[]) =>
    durations.map((duration) => run('r', { phase: Phase.SUCCEEDED, duration }))
  expect(slowDuration(lasting(1, 2, 3))).toBeUndefined()
  expect(slowDuration(lasting(...Array.from({ length: 20 }, (_, index) => index + 1)))).toBe(19)
})

test('runs are counted by how they ended', () => {
  const phases = [Phase.SUCCEEDED, Phase.FAILED, Phase.TIMED_OUT, Phase.ABORTED, Phase.FAILING, Phase.RUNNING]
  expect(countOutcomes(phases.map((phase) => run('r', { phase })))).toEqual({
    succeeded: 1,
    failed: 2,
    aborted: 1,
    open: 2,
  })
})
