import { Cron } from 'croner'
import { toString as cronToWords } from 'cronstrue'

/** When a launch plan starts by itself; Flyte reckons in UTC. */
export type Schedule = {
  /** Input that is given the time of the start; "" for none. */
  readonly kickoffInput: string
} & (
  | { readonly kind: 'cron'; readonly expression: string; readonly offset: string }
  | { readonly kind: 'rate'; readonly value: number; readonly unit: 'minute' | 'hour' | 'day' | 'unknown' }
)

/** robfig/cron's names for common expressions, which Flyte takes. */
const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
const EVERY = /^@every\s+(\S+)$/

function fields(expression: string): string {
  return DESCRIPTORS[expression.trim()] ?? expression.trim()
}

/** `Every day at 02:00 UTC`; the expression itself when nobody could say it better. */
export function scheduleText(schedule: Schedule): string {
  if (schedule.kind === 'rate') {
    const { value, unit } = schedule
    return value === 1 ? `Every ${unit}` : `Every ${value} ${unit}s`
  }
  const every = EVERY.exec(schedule.expression.trim())
  if (every) return `Every ${every[1] ?? ''}`
  try {
    const words = cronToWords(fields(schedule.expression), {
      use24HourTimeFormat: true,
      throwExceptionOnParseError: true,
      verbose: false,
    })
    const timed = /^At (\d\d:\d\d)$/.exec(words)
    return `${timed ? `Every day at ${timed[1] ?? ''}` : words} UTC`
  } catch {
    return schedule.expression
  }
}

/**
 * The next starts after an instant, in epoch milliseconds; none when the expression cannot be read. A rate counts from when
 * the plan was activated, so only its distance is known, not its next start: none either.
 */
export function nextFires(schedule: Schedule, after: number, count: number): readonly number[] {
  if (schedule.kind === 'rate' || EVERY.test(schedule.expression.trim())) return []
  try {
    const cron = new Cron(fields(schedule.expression), { timezone: 'UTC', paused: true })
    return cron.nextRuns(count, new Date(after)).map((date) => date.getTime())
  } catch {
    return []
  }
}

/** The starts before an instant, latest last, in epoch milliseconds; none where {@link nextFires} knows none. */
export function pastFires(schedule: Schedule, before: number, count: number): readonly number[] {
  if (schedule.kind === 'rate' || EVERY.test(schedule.expression.trim())) return []
  try {
    const cron = new Cron(fields(schedule.expression), { timezone: 'UTC', paused: true })
    return cron
      .previousRuns(count, new Date(before))
      .map((date) => date.getTime())
      .sort((a, b) => a - b)
  } catch {
    return []
  }
}

/** Milliseconds between starts of a rate; undefined for anything else. */
export function rateInterval(schedule: Schedule): number | undefined {
  return schedule.kind === 'rate' && schedule.unit !== 'unknown' ? schedule.value * UNIT_MS[schedule.unit] : undefined
}
