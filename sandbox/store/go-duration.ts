/** Nanoseconds per unit of Go's time.ParseDuration. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

const largest = 2n ** 63n

/** Nanoseconds of a Go duration such as `1h3m` or `-1.5s`; undefined when it is none or does not fit 64 bits. */
export function parseGoDuration(text: string): bigint | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  const rest = text.slice(sign.length)
  if (rest === '0') return 0n
  let total = 0n
  let at = 0
  for (const match of rest.matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/gy)) {
    const [whole, integer = '', fraction = '', unitName = ''] = match
    const unit = Object.hasOwn(units, unitName) ? units[unitName] : undefined
    if (unit === undefined || (integer === '' && fraction === '')) return undefined
    total += BigInt(integer || '0') * unit
    if (fraction !== '') total += (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length)
    if (total > largest) return undefined
    at += whole.length
  }
  if (at === 0 || at !== rest.length) return undefined
  if (sign !== '-' && total === largest) return undefined
  return sign === '-' ? -total : total
}

/**
 * A duration as a filter gives it: a bare number is seconds, anything else a Go duration.
 * On failure `text` is what flyteadmin's refusal shows.
 */
export function parseFilterDuration(value: string): { readonly nanos: bigint } | { readonly text: string } {
  const text = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? `${goFloat(Number(value))}s` : value
  const nanos = parseGoDuration(text)
  return nanos === undefined ? { text } : { nanos }
}

/** A number as Go's `%v` writes it. */
function goFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  }
  return String(value)
}
