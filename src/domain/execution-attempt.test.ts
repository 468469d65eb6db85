import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TaskExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { attemptEnd, attemptStretches, attemptTimes, liveLogs } from './execution-attempt'
import { anAttempt } from './execution-attempt.fixture'

const phases = Object.values(Phase).filter((value): value is Phase => typeof value === 'number')
const brief = (attempt: Parameters<typeof attemptStretches>[0], now = 9000) =>
  attemptStretches(attempt, now).map(({ kind, from, to, open }) => `${kind} ${from}-${to}${open ? ' …' : ''}`)

describe('attemptStretches', () => {
  it('a finished attempt was queued, then worked', () => {
    expect(brief(anAttempt())).toEqual(['queued 1000-2000', 'work 2000-5000'])
  })
  it('the first thing it said ends the queue', () => {
    expect(brief(anAttempt({ reasons: [{ at: 1200, message: 'submitted' }] }))).toEqual([
      'queued 1000-1200',
      'waiting 1200-2000',
      'work 2000-5000',
    ])
  })
  it.each([
    [Phase.QUEUED, ['queued 1000-9000 …']],
    [Phase.WAITING_FOR_RESOURCES, ['waiting 1000-9000 …']],
    [Phase.INITIALIZING, ['waiting 1000-9000 …']],
    [Phase.ABORTED, ['queued 1000-5000']],
    [JSON.parse('17') as Phase, ['queued 1000-9000 …']],
  ])('never started, phase %s', (phase, stretches) => {
    expect(brief(anAttempt({ phase, startedAt: undefined, duration: undefined }))).toEqual(stretches)
  })
  it('a running one is drawn to now', () => {
    expect(brief(anAttempt({ phase: Phase.RUNNING, duration: undefined }))).toEqual([
      'queued 1000-2000',
      'work 2000-9000 …',
    ])
  })
  it('stretches follow one another and none runs backwards, whatever the clocks said', () => {
    const time = fc.option(fc.nat(10_000), { nil: undefined })
    fc.assert(
      fc.property(
        time,
        time,
        time,
        fc.array(fc.nat(10_000)),
        fc.constantFrom(...phases),
        (createdAt, startedAt, updatedAt, said, phase) => {
          const reasons = said.map((at) => ({ at, message: '' }))
          const stretches = attemptStretches(
            anAttempt({ createdAt, startedAt, updatedAt, duration: undefined, reasons, phase }),
            20_000,
          )
          for (const { from, to } of stretches) expect(to).toBeGreaterThanOrEqual(from)
          stretches
            .slice(1)
            .forEach((stretch, at) => expect(stretch.from).toBeGreaterThanOrEqual(stretches[at]?.from ?? 0))
        },
      ),
    )
  })
})

it('times and ends', () => {
  expect(attemptTimes(anAttempt(), 9000)).toEqual({ queued: 1000, waiting: 0, work: 3000 })
  expect(attemptEnd(anAttempt({ phase: Phase.RUNNING }))).toBeUndefined()
  expect(attemptEnd(anAttempt({ phase: Phase.RETRYABLE_FAILED, duration: undefined }))).toBe(5000)
})

it('shows a log link when it leads somewhere', () => {
  const link = (name: string, showWhilePending: boolean, hideOnceFinished: boolean) => ({
    name,
    uri: name,
    showWhilePending,
    hideOnceFinished,
  })
  const logs = [link('always', true, false), link('live', false, true), link('late', false, false)]
  const names = (phase: Phase) => liveLogs({ phase, logs }).map((log) => log.name)
  expect(names(Phase.QUEUED)).toEqual(['always'])
  expect(names(Phase.RUNNING)).toEqual(['always', 'live', 'late'])
  expect(names(Phase.SUCCEEDED)).toEqual(['always', 'late'])
})
