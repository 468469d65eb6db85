import { type Duration, DurationSchema, type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt'
import { create } from '@bufbuild/protobuf'

/** A point in time to the nanosecond, in UTC: `2026-01-02T03:04:05.000000001Z`. */
export function timestampText({ seconds, nanos }: Pick<Timestamp, 'seconds' | 'nanos'>): string {
  const milliseconds = Number(seconds) * 1000
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return `${seconds}s since 1970`
  const base = date.toISOString().slice(0, 19)
  return nanos === 0 ? `${base}Z` : `${base}.${fraction(nanos)}Z`
}

function fraction(nanos: number): string {
  const digits = String(nanos).padStart(9, '0')
  // In groups of three, as clocks have them.
  return digits.replace(/(000){1,2}$/, '')
}

/** Reads RFC 3339; without a zone it is UTC, as flytekit takes it; a date alone is its midnight. Undefined when it is neither. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(?:\.(\d{1,9}))?)?\s*(Z|z|[+-]\d\d:?\d\d)?$/.exec(
    text.trim(),
  )
  if (!match) return undefined
  const [, date = '', clock = '00:00', seconds = ':00', digits = '', zone = 'Z'] = match
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const milliseconds = Date.parse(`${date}T${clock}${seconds}${offset}`)
  if (Number.isNaN(milliseconds) || !sameDay(date, milliseconds, offset)) return undefined
  return create(TimestampSchema, { seconds: BigInt(milliseconds / 1000), nanos: Number(digits.padEnd(9, '0')) })
}

/** Some engines take 31 February for 3 March. */
function sameDay(date: string, milliseconds: number, offset: string): boolean {
  const minutes =
    offset === 'Z'
      ? 0
      : Number(offset.slice(0, 3)) * 60 + Math.sign(Number(`${offset.slice(0, 1)}1`)) * Number(offset.slice(4))
  return new Date(milliseconds + minutes * 60_000).toISOString().startsWith(date)
}

const NANOS = 1_000_000_000n
const UNITS = [
  ['d', 86_400n * NANOS],
  ['h', 3_600n * NANOS],
  ['m', 60n * NANOS],
  ['s', NANOS],
] as const
const SMALL_UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  w: 7n * 86_400n * NANOS,
}

/** A length of time to the nanosecond: `1d2h3m4.5s`, `0s`, `-1h`. */
export function durationText(duration: Duration): string {
  let left = duration.seconds * NANOS + BigInt(duration.nanos)
  if (left === 0n) return '0s'
  const sign = left < 0n ? '-' : ''
  if (left < 0n) left = -left
  let text = ''
  for (const [unit, size] of UNITS.slice(0, 3)) {
    const count = left / size
    if (count > 0n) text += `${count}${unit}`
    left %= size
  }
  if (left > 0n) {
    const nanos = Number(left % NANOS)
    text += nanos === 0 ? `${left / NANOS}s` : `${left / NANOS}.${String(nanos).padStart(9, '0').replace(/0+$/, '')}s`
  }
  return sign + text
}

function toDuration(nanos: bigint): Duration {
  return create(DurationSchema, { seconds: nanos / NANOS, nanos: Number(nanos % NANOS) })
}

/** `<number>` times a unit, exactly. */
function scaled(number: string, size: bigint): bigint {
  const [whole = '0', decimals = ''] = number.split('.')
  const power = 10n ** BigInt(decimals.length)
  return (BigInt(`${whole === '' ? '0' : whole}${decimals}`) * size) / power
}

const SIZES: Readonly<Record<string, bigint>> = { ...SMALL_UNITS, ...Object.fromEntries(UNITS) }

/** Units as they are spoken: `2 days`, `1 hour 30 mins`. */
const SPOKEN = /(\d)\s*(weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?)(?![a-zµ])\s*,?/gi

const PART = String.raw`(\d*\.?\d+)\s*(ns|us|µs|ms|w|d|h|m|s)\s*`

/**
 * Reads `1h30m`, `1d 2h`, `90s`, `250ms`, `2 days`, `1:30:00`, ISO 8601 (`PT1H30M`), or a bare number of seconds. Undefined when
 * it is none of them.
 */
export function parseDuration(text: string): Duration | undefined {
  const given = text.trim()
  const sign = given.startsWith('-') ? -1n : 1n
  const body = given.replace(/^[+-]/, '')
  if (/^\d*\.?\d+$/.test(body)) return toDuration(sign * scaled(body, NANOS))
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d*\.?\d+)S)?)?$/i.exec(body)
  if (iso && body.length > 1 && !/T$/i.test(body)) return toDuration(sign * total(iso.slice(1), 'wdhms'))
  const clock = /^(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)$/.exec(body)
  if (clock) return toDuration(sign * total(clock.slice(1), 'hms'))
  const short = body.replace(SPOKEN, (_, digit: string, unit: string) => digit + unit.charAt(0).toLowerCase())
  if (!new RegExp(`^(?:${PART})+$`).test(short)) return undefined
  const parts = [...short.matchAll(new RegExp(PART, 'g'))]
  return toDuration(
    sign * parts.reduce((sum, part) => sum + scaled(part[1] ?? '0', SIZES[part[2] ?? 's'] ?? NANOS), 0n),
  )
}

/** The sum of counts of units, one letter each. */
function total(counts: readonly (string | undefined)[], units: string): bigint {
  return counts.reduce((sum, count, index) => sum + scaled(count ?? '0', SIZES[units.charAt(index)] ?? NANOS), 0n)
}
