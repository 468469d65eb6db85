const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (value: number) => String(Math.floor(value)).padStart(2, '0')

/** A length of time in at most two units: `0.4s`, `38s`, `1m 08s`, `1h 02m`, `3d 04h`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m ${two((ms % MINUTE) / SECOND)}s`
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h ${two((ms % HOUR) / MINUTE)}m`
  return `${Math.floor(ms / DAY)}d ${two((ms % DAY) / HOUR)}h`
}

/** In which zone times are shown. */
export type TimeZoneChoice = 'local' | 'utc'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(name: string, zone: TimeZoneChoice, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${zone}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', { ...options, ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) })
    formats.set(key, made)
  }
  return made
}

/** `14:20` today, `12 Nov` this year, `12 Nov 2025` before. */
export function formatDate(at: number, now: number, zone: TimeZoneChoice): string {
  const year = format('year', zone, { year: 'numeric' })
  const sameYear = year.format(at) === year.format(now)
  return sameYear
    ? format('day', zone, { day: 'numeric', month: 'short' }).format(at)
    : format('date', zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
}

/** A length of time in one unit, for scanning: `38s`, `4m`, `3h`, `2d`. */
export function formatElapsed(milliseconds: number): string {
  const ms = Math.max(0, milliseconds)
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`
  return ms < DAY ? `${Math.floor(ms / HOUR)}h` : `${Math.floor(ms / DAY)}d`
}

/** How long ago, up to a day; then the date. Also ahead: `in 12h`. One unit: it is for scanning. */
export function formatRelative(at: number, now: number, zone: TimeZoneChoice): string {
  const distance = Math.abs(now - at)
  if (distance >= DAY) return formatDate(at, now, zone)
  // Clocks differ a little: what has just happened is not in the future.
  if (at > now) return distance < 2 * SECOND ? 'just now' : `in ${formatElapsed(distance)}`
  return distance < SECOND ? 'just now' : `${formatElapsed(distance)} ago`
}

/** To the millisecond, with the zone: `12 Nov 2026, 14:20:07.123 UTC`. */
export function formatExact(at: number, zone: TimeZoneChoice): string {
  const parts = format('exact', zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return parts.format(at)
}

/** The time of day: `14:20`, or with seconds `14:20:07`. */
export function formatClock(at: number, zone: TimeZoneChoice, seconds = false): string {
  return format(seconds ? 'clock seconds' : 'clock', zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  }).format(at)
}

const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A number of bytes in the unit that needs at most three digits before the point: `812 B`, `9.4 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${SIZE_UNITS[unit] ?? ''}`
}

/** A count with thousands set apart: `1,284`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB')
}
