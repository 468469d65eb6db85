import { formatClock, formatDate, type TimeZoneChoice } from '../../domain/times'

const DAY = 86_400_000

/** A slice of time in words: `24 Nov`, or `24 Nov 14:00 to 15:00` when it is shorter than a day. */
export function sliceWords(from: number, to: number, now: number, zone: TimeZoneChoice): string {
  const date = formatDate(from, now, zone)
  return to - from >= DAY ? date : `${date} ${formatClock(from, zone)} to ${formatClock(to, zone)}`
}

/** Where an axis begins: the time of day yesterday, or a date. */
export function axisStart(from: number, to: number, zone: TimeZoneChoice): string {
  return to - from <= DAY ? `${formatDate(from, to, zone)} ${formatClock(from, zone)}` : formatDate(from, to, zone)
}
