import type { Duration, Timestamp } from '@bufbuild/protobuf/wkt'

const NANOS = 1_000_000_000n

/** Decimal digits of the shortest text that reads back as the same number, and the power of ten of the first one. */
function shortestDigits(value: number): { readonly sign: string; readonly digits: string; readonly exponent: number } {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e')
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  return { sign, digits: mantissa.replace('.', ''), exponent: Number(exponent) }
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return undefined
  return value > 0 ? '+Inf' : '-Inf'
}

/** A float without an exponent, as Go's `strconv.FormatFloat(v, 'f', -1, 64)` writes it. */
export function plainFloat(value: number): string {
  const { sign, digits, exponent } = shortestDigits(value)
  if (special(value) !== undefined) return special(value) ?? ''
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const fraction = digits.slice(exponent + 1)
  return sign + whole + (fraction === '' ? '' : `.${fraction}`)
}

/** A float as Go's `%v` writes it: with an exponent below 1e-4 and from 1e6 on. */
export function goFloat(value: number): string {
  if (special(value) !== undefined) return special(value) ?? ''
  const { sign, digits, exponent } = shortestDigits(value)
  if (value === 0 || (exponent >= -4 && exponent < 6)) return plainFloat(value)
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${sign}${digits.slice(0, 1)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`
}

function fractionOf(nanos: bigint, digits: number): string {
  const text = nanos.toString().padStart(digits, '0').replace(/0+$/, '')
  return text === '' ? '' : `.${text}`
}

/** RFC 3339 in UTC with as many decimals as there are (Go's `time.RFC3339Nano`). */
export function timestampText({ seconds, nanos }: Timestamp): string {
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  return `${whole}${fractionOf(BigInt(nanos), 9)}Z`
}

/** A duration as Go's `time.Duration.String` writes it: `1h1m30.5s`, `1.5ms`, `0s`. */
export function durationText({ seconds, nanos }: Duration): string {
  const total = seconds * NANOS + BigInt(nanos)
  if (total === 0n) return '0s'
  const sign = total < 0n ? '-' : ''
  const size = total < 0n ? -total : total
  const below = (unit: bigint, digits: number, name: string) =>
    `${sign}${size / unit}${fractionOf(size % unit, digits)}${name}`
  if (size < 1_000n) return `${sign}${size}ns`
  if (size < 1_000_000n) return below(1_000n, 3, 'µs')
  if (size < NANOS) return below(1_000_000n, 6, 'ms')
  const minutes = size / NANOS / 60n
  const rest = `${(size / NANOS) % 60n}${fractionOf(size % NANOS, 9)}s`
  if (minutes === 0n) return sign + rest
  return minutes < 60n ? `${sign}${minutes}m${rest}` : `${sign}${minutes / 60n}h${minutes % 60n}m${rest}`
}
