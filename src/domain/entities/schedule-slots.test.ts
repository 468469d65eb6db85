import { expect, test } from 'vitest'
import { anExecution } from '../execution.fixture'
import type { Schedule } from './schedule'
import { isLate, scheduleSlots } from './schedule-slots'

const daily: Schedule = { kind: 'cron', expression: '0 2 * * *', offset: '', kickoffInput: '' }
const day = (date: number) => Date.UTC(2026, 10, date, 2)
const run = (date: number, lateMs: number) =>
  anExecution({ mode: 'scheduled', scheduledAt: day(date), createdAt: day(date) + lateMs })

test('slots from the first known run on, with what did not start', () => {
  const slots = scheduleSlots(daily, [run(23, 3_000), run(20, 0), run(21, 700_000)], day(23) + 60_000, 30)
  expect(slots.map(({ at, run: own, late }) => [new Date(at).getUTCDate(), own !== undefined, late])).toEqual([
    [20, true, 0],
    [21, true, 700_000],
    [22, false, 0],
    [23, true, 3_000],
  ])
  expect(slots.map(isLate)).toEqual([false, true, false, false])
})

test('runs that somebody launched fill no slot; without a scheduled one nothing can be said', () => {
  expect(scheduleSlots(daily, [anExecution({ mode: 'manual', createdAt: day(22) })], day(23), 30)).toEqual([])
})
