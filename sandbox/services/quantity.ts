/** A Kubernetes quantity (`500m`, `2Gi`, `1e3`), kept in billionths, rounded up, as apimachinery's resource.Quantity does. */
export interface Quantity {
  readonly nanos: bigint
  readonly format: 'decimal' | 'binary' | 'exponent'
}

const billion = 1_000_000_000n

/** Larger ones count as this. */
const largest = (2n ** 63n - 1n) * billion

/** Longer texts are no quantities; keeps hostile ones from costing time. */
const longestText = 1000

const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

const shape = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/

/** Kubernetes' own words about a text that is no quantity. */
const badFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const badSuffix = "unable to parse quantity's suffix"

/** Parses a quantity; on failure the reason in Kubernetes' words. */
export function parseQuantity(text: string): Quantity | { readonly reason: string } {
  const match = text.length > longestText ? null : shape.exec(text)
  const [, sign, whole = '', fraction = '', suffix = ''] = match ?? []
  if (!match || (whole === '' && fraction === '')) return { reason: badFormat }
  const digits = BigInt(whole + fraction)
  const scale = scaleOf(suffix)
  if (scale === undefined) return { reason: badSuffix }
  const amount = sign === '-' ? -digits : digits
  return { nanos: scaled(amount, fraction.length, scale), format: scale.format }
}

interface Scale {
  readonly format: Quantity['format']
  readonly base: 2n | 10n
  readonly exponent: number
}

function scaleOf(suffix: string): Scale | undefined {
  const binary = binarySuffixes.indexOf(suffix)
  if (binary > 0) return { format: 'binary', base: 2n, exponent: binary * 10 }
  if (Object.hasOwn(decimalExponents, suffix)) {
    return { format: 'decimal', base: 10n, exponent: decimalExponents[suffix] ?? 0 }
  }
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1]
  return exponent === undefined ? undefined : { format: 'exponent', base: 10n, exponent: Number(exponent) }
}

function scaled(amount: bigint, fractionDigits: number, { base, exponent }: Scale): bigint {
  if (amount === 0n) return 0n
  // Beyond these every amount is the largest, or the smallest, there is.
  const power = Math.max(-2000, Math.min(2000, exponent))
  const numerator = amount * billion * (power > 0 ? base ** BigInt(power) : 1n)
  const denominator = 10n ** BigInt(fractionDigits) * (power < 0 ? base ** BigInt(-power) : 1n)
  const nanos = roundedUp(numerator, denominator)
  if (nanos > largest) return largest
  return nanos < -largest ? -largest : nanos
}

/** Away from zero. */
function roundedUp(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  if (numerator % denominator === 0n) return quotient
  return numerator > 0n ? quotient + 1n : quotient - 1n
}

/** The quantity in whole units, rounded up: what comparisons use. */
export function wholeUnits({ nanos }: Quantity): bigint {
  return roundedUp(nanos, billion)
}

/** Whether there is nothing after the point. */
export function isWhole({ nanos }: Quantity): boolean {
  return nanos % billion === 0n
}

/** The canonical form: no fraction, the largest suffix that allows that. */
export function quantityText(quantity: Quantity): string {
  const { nanos, format } = quantity
  if (nanos === 0n) return '0'
  if (format === 'binary' && isWhole(quantity) && (nanos >= 1024n * billion || nanos <= -1024n * billion)) {
    let units = nanos / billion
    let power = 0
    while (units % 1024n === 0n && power < binarySuffixes.length - 1) {
      units /= 1024n
      power++
    }
    return `${units}${binarySuffixes[power] ?? ''}`
  }
  let mantissa = nanos
  let exponent = -9
  while (mantissa % 1000n === 0n && exponent < 18) {
    mantissa /= 1000n
    exponent += 3
  }
  if (format === 'exponent') return exponent === 0 ? String(mantissa) : `${mantissa}e${exponent}`
  const suffix = Object.keys(decimalExponents).find((name) => decimalExponents[name] === exponent) ?? ''
  return `${mantissa}${suffix}`
}
