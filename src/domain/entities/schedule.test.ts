import { describe, expect, test } from 'vitest'
import { nextFires, pastFires, type Schedule, scheduleText } from './schedule'

const cron = (expression: string): Schedule => ({ kind: 'cron', expression, offset: '', kickoffInput: '' })
const rate = (value: number, unit: 'minute' | 'hour' | 'day'): Schedule => ({
  kind: 'rate',
  value,
  unit,
  kickoffInput: '',
})

describe('schedules', () => {
  test.each([
    [cron('0 2 * * *'), 'Every day at 02:00 UTC'],
    [cron('@daily'), 'Every day at 00:00 UTC'],
    [cron('*/5 * * * *'), 'Every 5 minutes UTC'],
    [cron('0 6 * * 6'), 'At 06:00, only on Saturday UTC'],
    [cron('@every 90m'), 'Every 90m'],
    [cron('hourly-ish'), 'hourly-ish'],
    [rate(1, 'day'), 'Every day'],
    [rate(15, 'minute'), 'Every 15 minutes'],
  ])('%j reads %s', (schedule, words) => expect(scheduleText(schedule)).toBe(words))

  const start = Date.UTC(2026, 10, 24, 1, 30)
  test('the next starts of an expression are in UTC', () => {
    expect(nextFires(cron('0 2 * * *'), start, 2)).toEqual([Date.UTC(2026, 10, 24, 2), Date.UTC(2026, 10, 25, 2)])
    expect(nextFires(cron('@hourly'), start, 1)).toEqual([Date.UTC(2026, 10, 24, 2)])
  })
  test('the last starts, latest last', () => {
    expect(pastFires(cron('0 2 * * *'), start, 2)).toEqual([Date.UTC(2026, 10, 22, 2), Date.UTC(2026, 10, 23, 2)])
    expect(pastFires(rate(5, 'minute'), start, 2)).toEqual([])
  })
  test('what cannot be known is not made up', () => {
    expect(nextFires(cron('nonsense'), start, 5)).toEqual([])
    expect(nextFires(rate(5, 'minute'), start, 5)).toEqual([])
    expect(nextFires(cron('@every 5m'), start, 5)).toEqual([])
  })
})
