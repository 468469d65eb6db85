import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { FixedRateUnit, ScheduleSchema } from '../../../src/api/gen/flyteidl/admin/schedule_pb'
import { nextFire } from './fire-times'

type Expression = MessageInitShape<typeof ScheduleSchema>['ScheduleExpression']

const schedule = (expression: Expression) => create(ScheduleSchema, { ScheduleExpression: expression })
const cron = (text: string) => schedule({ case: 'cronSchedule', value: { schedule: text } })
const rate = (value: number, unit: FixedRateUnit) => schedule({ case: 'rate', value: { value, unit } })
const at = (text: string) => Date.parse(`${text}Z`)
const next = (expression: ReturnType<typeof schedule>, base: string, after: string) => {
  const time = nextFire(expression, at(base), at(after))
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 19)
}

describe('nextFire of a cron schedule', () => {
  // 2024-03-01 was a Friday.
  it.each([
    ['*/15 * * * *', '2024-03-01T10:07:30', '2024-03-01T10:15:00'],
    ['*/15 * * * *', '2024-03-01T10:15:00', '2024-03-01T10:30:00'],
    ['5/20 * * * *', '2024-03-01T10:26:00', '2024-03-01T10:45:00'],
    ['0 9 ? * mon-fri', '2024-03-01T09:00:00', '2024-03-04T09:00:00'],
    ['30 6 1 * 0', '2024-03-01T07:00:00', '2024-03-03T06:30:00'],
    ['0 0 29 2 *', '2024-03-01T00:00:00', '2028-02-29T00:00:00'],
    ['0,30 8-10/2 * jan,mar *', '2024-03-01T08:30:00', '2024-03-01T10:00:00'],
    ['@hourly', '2024-03-01T10:07:30', '2024-03-01T11:00:00'],
    ['@midnight', '2024-03-01T10:07:30', '2024-03-02T00:00:00'],
    ['@weekly', '2024-03-01T10:07:30', '2024-03-03T00:00:00'],
    ['@every 1h30m', '2024-03-01T10:00:00', '2024-03-01T11:30:00'],
    ['CRON_TZ=America/New_York 0 9 * * *', '2024-03-01T10:00:00', '2024-03-01T14:00:00'],
    ['TZ=Europe/Berlin 30 2 * * *', '2024-03-30T03:00:00', '2024-03-31T01:00:00'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(next(cron(expression), '2024-03-01T10:00:00', after)).toBe(expected)
  })

  it('never fires without an expression or a day', () => {
    expect(next(cron(''), '2024-03-01T00:00:00', '2024-03-01T00:00:00')).toBeUndefined()
    expect(next(cron('0 0 31 2 *'), '2024-03-01T00:00:00', '2024-03-01T00:00:00')).toBeUndefined()
    expect(next(create(ScheduleSchema), '2024-03-01T00:00:00', '2024-03-01T00:00:00')).toBeUndefined()
  })
})

describe('nextFire of a rate', () => {
  it.each([
    [1, FixedRateUnit.MINUTE, '2024-03-01T10:00:20', '2024-03-01T10:01:20'],
    [10, FixedRateUnit.MINUTE, '2024-03-01T10:10:20', '2024-03-01T10:20:20'],
    [2, FixedRateUnit.HOUR, '2024-03-01T09:00:00', '2024-03-01T12:00:20'],
    [1, FixedRateUnit.DAY, '2024-03-05T12:00:00', '2024-03-06T10:00:20'],
    [0, FixedRateUnit.DAY, '2024-03-05T12:00:00', undefined],
  ])('%d times unit %d after %s is %s', (value, unit, after, expected) => {
    expect(next(rate(value, unit), '2024-03-01T10:00:20', after)).toBe(expected)
  })
})
