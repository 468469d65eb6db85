import type { Duration, Timestamp } from '@bufbuild/protobuf/wkt'
import { type Data, isList, isMap, type Path, sameData } from './data'
import { printJson } from './json-text'
import { floatText, guessNumber, parseFloatText, parseInteger } from './number-text'
import type { Reading } from './problem'
import { parseDuration, parseTimestamp, timestampText } from './time-text'

const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const

function guessInteger(data: Data): bigint | undefined {
  const guess = typeof data === 'string' ? (parseFloatText(data) ?? guessNumber(data)) : data
  return typeof guess === 'number' && Number.isFinite(guess) ? BigInt(Math.round(guess)) : undefined
}

export function readInteger(data: Data, path: Path, reading: Reading): bigint | undefined {
  let value = typeof data === 'bigint' ? data : undefined
  if (value === undefined && !reading.strict && typeof data === 'string') value = parseInteger(data)
  if (value === undefined) {
    if (data === '') return reading.fail(path, 'A whole number is needed.')
    return reading.fail(path, 'Not a whole number.', guessInteger(data))
  }
  if (value < INT64.least || value > INT64.most) return reading.fail(path, 'The number does not fit into 64 bits.')
  return value
}

export function readFloat(data: Data, path: Path, reading: Reading): number | undefined {
  if (typeof data === 'number') return data
  if (!reading.strict) {
    if (typeof data === 'bigint') return exactFloat(data, path, reading)
    if (typeof data === 'string') {
      const value = parseFloatText(data)
      if (value !== undefined) return value
    }
  }
  if (data === '') return reading.fail(path, 'A number is needed.')
  return reading.fail(path, 'Not a number.', typeof data === 'string' ? guessNumber(data) : undefined)
}

function exactFloat(data: bigint, path: Path, reading: Reading): number | undefined {
  const value = Number(data)
  return BigInt(value) === data
    ? value
    : reading.fail(path, `A float cannot hold all these digits: it would be ${BigInt(value)}.`, value)
}

const SPOKEN: Readonly<Record<string, boolean | undefined>> = {
  yes: true,
  on: true,
  y: true,
  '1': true,
  no: false,
  off: false,
  n: false,
  '0': false,
}

export function readBoolean(data: Data, path: Path, reading: Reading): boolean | undefined {
  if (typeof data === 'boolean') return data
  const text = typeof data === 'string' || typeof data === 'bigint' ? String(data).trim().toLowerCase() : ''
  if (!reading.strict && typeof data === 'string' && (text === 'true' || text === 'false')) return text === 'true'
  return reading.fail(path, 'True or False is needed.', SPOKEN[text])
}

export function readText(data: Data, path: Path, reading: Reading): string | undefined {
  if (typeof data === 'string') return data
  if (data === null || typeof data === 'object') return reading.fail(path, 'A text is needed.')
  return reading.fail(
    path,
    `A text is needed; this is a ${typeof data === 'boolean' ? 'boolean' : 'number'}.`,
    printJson(data),
  )
}

const TIME_WORDS = 'A date and time is needed, such as 2026-01-02T03:04:05Z.'

function guessTime(data: Data): string | undefined {
  if (typeof data === 'string') {
    const text = data
      .trim()
      .replace(/^(\d{4})[/.](\d\d?)[/.](\d\d?)/, (_, year: string, month: string, day: string) => {
        return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      })
    const time = parseTimestamp(text)
    return time ? timestampText(time) : undefined
  }
  // Seconds since 1970, or milliseconds, of a day in this century.
  const seconds = typeof data === 'bigint' ? (data > 100_000_000_000n ? data / 1000n : data) : 0n
  if (seconds < 900_000_000n || seconds > 5_000_000_000n) return undefined
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}

export function readTime(data: Data, path: Path, reading: Reading): Timestamp | undefined {
  const value = typeof data === 'string' ? parseTimestamp(data) : undefined
  if (value && reading.strict && timestampText(value) !== data) return reading.fail(path, TIME_WORDS)
  return value ?? reading.fail(path, TIME_WORDS, guessTime(data))
}

const LENGTH_WORDS = 'A length of time is needed, such as 1h30m, 2d or 90s.'

export function readLength(data: Data, path: Path, reading: Reading): Duration | undefined {
  const text =
    typeof data === 'string'
      ? data
      : !reading.strict && (typeof data === 'bigint' || (typeof data === 'number' && Number.isFinite(data)))
        ? decimal(data)
        : undefined
  const value = text === undefined ? undefined : parseDuration(text)
  if (value && reading.strict && /^[\d.+-]+$/.test(text ?? '')) return reading.fail(path, LENGTH_WORDS)
  return value ?? reading.fail(path, LENGTH_WORDS)
}

/** A number of seconds without an exponent. */
function decimal(value: bigint | number): string {
  return typeof value === 'bigint' ? String(value) : value.toFixed(9)
}

/** The value of a few that comes nearest to what was written: by case, as its beginning, or one slip away. */
function nearest(data: Data, values: readonly Data[]): Data | undefined {
  if (typeof data !== 'string' || data === '') return undefined
  const given = data.trim().toLowerCase()
  const texts = values.map((value) => (typeof value === 'string' ? value.toLowerCase() : printJson(value)))
  const find = (matches: (text: string) => boolean) => values[texts.findIndex(matches)]
  return (
    find((text) => text === given) ?? find((text) => text.startsWith(given)) ?? find((text) => oneSlip(text, given))
  )
}

function oneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const rests = (left: string, right: string) => left === right
  return (
    rests(one.slice(start + 1), other.slice(start + 1)) ||
    rests(one.slice(start), other.slice(start + 1)) ||
    rests(one.slice(start + 1), other.slice(start)) ||
    (one[start] === other[start + 1] &&
      one[start + 1] === other[start] &&
      rests(one.slice(start + 2), other.slice(start + 2)))
  )
}

/** How a value is named in a sentence. */
function named(value: Data): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? floatText(value) : printJson(value)
}

export function readChoice(data: Data, values: readonly Data[], path: Path, reading: Reading): Data | undefined {
  const same = (value: Data) =>
    sameData(value, data) ||
    // A choice of a float may be written without its point.
    (typeof value === 'bigint' && typeof data === 'number' && Number(value) === data)
  const chosen = values.find(same)
  if (chosen !== undefined) return chosen
  const few = values.slice(0, 8).map(named).join(', ')
  const words = `Choose one of ${few}${values.length > 8 ? ` or ${values.length - 8} others` : ''}.`
  return reading.fail(path, words, nearest(data, values))
}

export function readList(data: Data, path: Path, reading: Reading): readonly Data[] | undefined {
  if (isList(data)) return data
  return reading.fail(path, 'A list is needed.', data === '' || data === null || isMap(data) ? undefined : [data])
}
