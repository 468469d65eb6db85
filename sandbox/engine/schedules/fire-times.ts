import { Cron } from 'croner'
import { FixedRateUnit, type Schedule } from '../../../src/api/gen/flyteidl/admin/schedule_pb'
import { parseGoDuration } from '../../store/go-duration'

const UNIT_MS = {
  [FixedRateUnit.MINUTE]: 60_000,
  [FixedRateUnit.HOUR]: 3_600_000,
  [FixedRateUnit.DAY]: 86_400_000,
} as const

/** Highest value of each field of a cron expression: minute, hour, day of month, month, day of week. */
const HIGHEST = [59, 23, 31, 12, 6]

/** Slots at `base`, `base + period`, …: the first after `after`. */
function nextOfRate(base: number, period: number, after: number): number | undefined {
  if (period <= 0) return undefined
  return base + Math.max(1, Math.floor((after - base) / period) + 1) * period
}

/** One field as croner reads it: it takes `?` for the present, and knows no `3/10`, which is every tenth from 3 on. */
function fieldForCroner(field: string, index: number): string {
  const parts = field.split(',').filter((part) => part !== '')
  return parts
    .map((part) => {
      const [range = '*', step] = part.replace(/^\?/, '*').split('/')
      if (step === undefined) return range
      return /^[^*-]+$/.test(range) ? `${range}-${HIGHEST[index] ?? ''}/${step}` : `${range}/${step}`
    })
    .join(',')
}

/** The next time of a cron expression as Flyte's scheduler reads it (robfig/cron `ParseStandard`): in UTC unless it names a time zone. */
function nextOfCron(expression: string, base: number, after: number): number | undefined {
  const zoned = /^(?:CRON_TZ|TZ)=(\S+)\s+(.*)$/.exec(expression)
  const timezone = zoned?.[1] === undefined || zoned[1] === 'Local' ? 'UTC' : zoned[1]
  const text = (zoned?.[2] ?? expression).trim()
  const every = /^@every (.*)$/.exec(text)?.[1]
  if (every !== undefined) {
    const nanos = parseGoDuration(every)
    // Never more often than once a second, as robfig/cron rounds it.
    return nanos === undefined ? undefined : nextOfRate(base, Math.max(1000, Number(nanos / 1_000_000n)), after)
  }
  const fields = text.split(/\s+/).slice(0, HIGHEST.length)
  const pattern = text === '@midnight' ? '@daily' : text.startsWith('@') ? text : fields.map(fieldForCroner).join(' ')
  return new Cron(pattern, { timezone, paused: true }).nextRun(new Date(after))?.getTime()
}

/**
 * When a schedule fires next: the first time after `after`, or undefined when it never does.
 *
 * @param base when it was switched on; rates count from there. All times are milliseconds since the Unix epoch
 */
export function nextFire(
  { ScheduleExpression: expression }: Schedule,
  base: number,
  after: number,
): number | undefined {
  switch (expression.case) {
    case 'rate':
      return nextOfRate(base, expression.value.value * UNIT_MS[expression.value.unit], after)
    case 'cronSchedule':
      return expression.value.schedule === '' ? undefined : nextOfCron(expression.value.schedule, base, after)
    case 'cronExpression':
      return expression.value === '' ? undefined : nextOfCron(expression.value, base, after)
    case undefined:
      return undefined
  }
}
