import { databaseRefusal } from '../rpc-error'

const daySeconds = 86_400n
const secondNanos = 1_000_000_000n
const smallest = -(2n ** 63n)
const largest = 2n ** 63n - 1n

/**
 * An integer as PostgreSQL reads text.
 * @throws Unknown, with PostgreSQL's words, when it is none or does not fit
 */
export function postgresInteger(text: string, type: 'bigint' | 'integer'): bigint {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw databaseRefusal(`invalid input syntax for type ${type}: "${text}"`)
  const value = text.length > 400 ? largest + 1n : BigInt(text.trim().replace(/^\+/, ''))
  const bits = type === 'bigint' ? 63n : 31n
  if (value >= 2n ** bits || value < -(2n ** bits))
    throw databaseRefusal(`value "${text}" is out of range for type ${type}`)
  return value
}

const words: Readonly<Record<string, (now: bigint) => bigint>> = {
  epoch: () => 0n,
  now: (now) => now,
  today: (now) => midnight(now, 0n),
  tomorrow: (now) => midnight(now, 1n),
  yesterday: (now) => midnight(now, -1n),
  infinity: () => largest,
  '-infinity': () => smallest,
}

function midnight(now: bigint, days: bigint): bigint {
  const day = daySeconds * secondNanos
  return (now / day + days) * day
}

const isoTime =
  /^(\d{4,6})-?(\d{2})-?(\d{2})(?:(?:[tT]|\s+)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?\s*([zZ]|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i

/**
 * A time stamp as PostgreSQL reads text, in UTC where no zone is given: ISO-8601 with or without its separators, or a word such as `now`
 * or `yesterday`. Nanoseconds since the Unix epoch.
 * @throws Unknown, with PostgreSQL's words
 */
export function postgresTime(text: string, now: bigint): bigint {
  const trimmed = text.trim()
  const word = trimmed.toLowerCase()
  if (Object.hasOwn(words, word)) return words[word]?.(now) ?? 0n
  const match = isoTime.exec(trimmed)
  if (!match) throw databaseRefusal(`invalid input syntax for type timestamp with time zone: "${text}"`)
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const sameDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  if (!sameDay || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) {
    throw databaseRefusal(`date/time field value out of range: "${text}"`)
  }
  const seconds = BigInt(date.getTime() / 1000) + BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second))
  const nanos = (seconds - offsetSeconds(zone)) * secondNanos + BigInt(fraction.slice(0, 9).padEnd(9, '0'))
  if (nanos > largest) return largest
  return nanos < smallest ? smallest : nanos
}

function offsetSeconds(zone: string): bigint {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (!match) return 0n
  const [, sign, hours = '0', minutes = '0'] = match
  const seconds = BigInt(hours) * 3600n + BigInt(minutes) * 60n
  return sign === '-' ? -seconds : seconds
}

/** A pattern of SQL's LIKE (`%`, `_`, backslash) as SQLite's GLOB, which is case-sensitive as PostgreSQL's LIKE is. */
export function globOfLike(pattern: string): string {
  let glob = ''
  let isEscaped = false
  for (const char of pattern) {
    if (isEscaped || !'\\%_'.includes(char)) {
      glob += '*?['.includes(char) ? `[${char}]` : char
      isEscaped = false
    } else if (char === '\\') isEscaped = true
    else glob += char === '%' ? '*' : '?'
  }
  return glob
}
