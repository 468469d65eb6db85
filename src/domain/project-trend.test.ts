import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExecutionError_ErrorKind, WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { anExecution } from './execution.fixture'
import { failureCauses, fittingRange, projectTrend, quantile, usualDurations } from './project-trend'

const now = Date.parse('2026-11-24T12:00:00Z')
const hour = 3_600_000
const day = 24 * hour

const error = (code: string, message: string) => ({ code, message, kind: ExecutionError_ErrorKind.USER, uri: '' })

function run(name: string, hoursAgo: number, other: Parameters<typeof anExecution>[0] = {}) {
  const createdAt = now - hoursAgo * hour
  return anExecution({ key: { project: 'p', domain: 'd', name }, createdAt, startedAt: createdAt + 500, ...other })
}

describe('quantile', () => {
  test.each([
    [[], 0.5, undefined],
    [[7], 0.95, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2.5],
    [[0, 10], 0.95, 9.5],
  ])('of %j at %d is %s', (values, share, expected) => expect(quantile(values, share)).toBe(expected))

  test('lies between the least and the greatest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const value = quantile(values, share) ?? NaN
          return value >= Math.min(...values) && value <= Math.max(...values)
        },
      ),
    )
  })
})

test.each([
  [1, '24h'],
  [25, '7d'],
  [24 * 8, '30d'],
  [24 * 400, '30d'],
])('runs of %d hours ago fit into %s', (hoursAgo, range) => expect(fittingRange([run('a', hoursAgo)], now)).toBe(range))

test('a trend counts what began in the range, slice by slice', () => {
  const trend = projectTrend(
    [
      run('a', 0.5, { duration: 1000 }),
      run('b', 0.6, { phase: Phase.FAILED, duration: 400 }),
      run('c', 0.7, { phase: Phase.ABORTED }),
      run('d', 23.9, { duration: 3000 }),
      run('too old', 25),
    ],
    '24h',
    now,
  )
  expect(trend).toMatchObject({ total: 4, succeeded: 2, failed: 1, successRate: 2 / 3, median: 2000, wait: 500 })
  expect(trend.slices).toHaveLength(24)
  expect(trend.slices[23]).toMatchObject({ total: 3, failed: 1, median: 1000, to: now })
  expect(trend.slices[0]).toMatchObject({ total: 1, failed: 0, median: 3000, from: now - day })
  expect(trend.slices.slice(1, 23).every(({ total }) => total === 0)).toBe(true)
})

test('slices hold every run of the range once', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 40 * 24, noNaN: true })), (ages) => {
      const trend = projectTrend(
        ages.map((age, at) => run(String(at), age)),
        '30d',
        now,
      )
      return trend.slices.reduce((sum, { total }) => sum + total, 0) === trend.total
    }),
  )
})

test('failures of the same kind are one cause, whatever numbers their words hold', () => {
  const causes = failureCauses(
    [
      run('a', 1.5, { phase: Phase.FAILED, error: error('USER:ValueError', 'row 17 is broken') }),
      run('b', 2, { phase: Phase.TIMED_OUT }),
      run('c', 3.5, { phase: Phase.FAILED, error: error('USER:ValueError', 'row 4 is broken') }),
      run('d', 4, { phase: Phase.FAILED, error: error('USER:KeyError', 'row 4 is broken') }),
      run('e', 5),
    ],
    '24h',
    now,
  )
  expect(causes.map(({ code, count, latest }) => [code, count, latest.key.name])).toEqual([
    ['USER:ValueError', 2, 'a'],
    ['Timed out', 1, 'b'],
    ['USER:KeyError', 1, 'd'],
  ])
  expect(causes[0]?.slices[22]).toBe(1)
  expect(causes[0]?.slices[20]).toBe(1)
})

test('what a run usually takes is the median of those that succeeded', () => {
  const usual = usualDurations([
    run('a', 1, { duration: 10 }),
    run('b', 1, { duration: 30 }),
    run('c', 1, { duration: 9000, phase: Phase.FAILED }),
  ])
  expect([...usual]).toEqual([['mod.train', 20]])
})
