import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WorkflowExecution_Phase as Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { anExecution } from '../execution.fixture'
import { durationTicks, runChart } from './run-chart'

const of = (version: string) => ({ type: 'workflow' as const, project: 'p', domain: 'd', name: 'w', version })

test('oldest first, with a mark where the version changed; what goes on has lasted until now', () => {
  const { points, versions, ticks } = runChart(
    [
      anExecution({ phase: Phase.RUNNING, startedAt: 10_000, duration: undefined, workflow: of('v2') }),
      anExecution({ phase: Phase.QUEUED, startedAt: undefined, duration: undefined, workflow: of('v2') }),
      anExecution({ phase: Phase.SUCCEEDED, duration: 7_000, workflow: of('v2') }),
      anExecution({ phase: Phase.FAILED, duration: 1_000, workflow: of('v1') }),
    ],
    'workflow',
    16_000,
  )
  expect(points.map(({ duration, open }) => [duration, open])).toEqual([
    [1_000, false],
    [7_000, false],
    [6_000, true],
  ])
  expect(versions).toEqual([{ index: 1, version: 'v2' }])
  expect(ticks).toEqual([0, 2_000, 4_000, 6_000, 8_000])
})

test('lines are few, evenly apart, and reach over the longest', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e13, noNaN: true }), (longest) => {
      const ticks = durationTicks(longest)
      expect(ticks.length).toBeLessThanOrEqual(6)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(longest)
    }),
  )
})

test.each([
  [0, [0, 100]],
  [90 * 60_000, [0, 30 * 60_000, 60 * 60_000, 90 * 60_000]],
])('a longest of %d ms has lines at %j', (longest, ticks) => expect(durationTicks(longest)).toEqual(ticks))

test('one that is far longer than the others does not press them to the floor', () => {
  const lasting = (duration: number) => anExecution({ phase: Phase.SUCCEEDED, duration })
  const runs = [...Array.from({ length: 19 }, () => lasting(4_000)), lasting(9_000_000)]
  const { points, ticks } = runChart(runs, 'workflow', 0)
  expect(ticks.at(-1)).toBe(4_000)
  expect(points.filter(({ beyond }) => beyond).map(({ duration }) => duration)).toEqual([9_000_000])
})
