import { placeIn, type TimeSpan, timeTicks } from '../../domain/execution-timeline'
import { formatClock, formatDate, formatDuration, type TimeZoneChoice } from '../../domain/times'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Pixels that a label needs with the room around it. */
const labelRoom = 96

export interface AxisTick {
  /** From 0 to 1. */
  readonly place: number
  readonly text: string
}

/** Labels along a time axis: time since the beginning for what takes less than a minute, then the time of day, then days. */
export function axisTicks(span: TimeSpan, width: number, zone: TimeZoneChoice): readonly AxisTick[] {
  const most = Math.max(1, Math.floor(width / labelRoom))
  const length = span.to - span.from
  if (length < MINUTE) {
    const { step, ticks } = timeTicks({ from: 0, to: length }, most)
    return ticks.map((at) => ({
      place: at / length,
      text: at === 0 ? '0s' : step < 100 ? `${at}ms` : formatDuration(at),
    }))
  }
  const offset = zone === 'utc' ? 0 : -new Date(span.from).getTimezoneOffset() * MINUTE
  const { step, ticks } = timeTicks(span, most, offset)
  return ticks.map((at) => ({
    place: placeIn(span, at),
    text: step >= DAY ? formatDate(at, span.to, zone) : formatClock(at, zone, step < MINUTE),
  }))
}
