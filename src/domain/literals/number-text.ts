/** A float as JSON has it, always with a point or an exponent so that it reads as one: `1.0`, `1e+21`, `-0.0`, `NaN`. */
export function floatText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value)
  return Number.isFinite(value) && !/[.e]/.test(text) ? `${text}.0` : text
}

/** A float as Python prints it: exponents from 1e16 on and below 1e-4, with two digits at least; `nan`, `inf`. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const [digits = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const sign = exponent < 0 ? '-' : '+'
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  if (exponent >= 0 || value === 0) return floatText(value)
  // JavaScript writes these with a point down to 1e-6, as Python does down to 1e-4.
  return String(value)
}

const INTEGER = /^[+-]?\d+(?:_\d+)*$/
const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const NOT_FINITE: Readonly<Record<string, number | undefined>> = {
  nan: NaN,
  inf: Infinity,
  infinity: Infinity,
  '-inf': -Infinity,
  '-infinity': -Infinity,
  '+inf': Infinity,
  '.nan': NaN,
  '.inf': Infinity,
  '-.inf': -Infinity,
}

/** Reads a whole number as people write it (`1_000`, `+5`); undefined when it is none. */
export function parseInteger(text: string): bigint | undefined {
  const given = text.trim()
  return INTEGER.test(given) ? BigInt(given.replaceAll('_', '').replace(/^\+/, '')) : undefined
}

/** Reads a float as people write it (`.5`, `1e3`, `inf`); undefined when it is none. */
export function parseFloatText(text: string): number | undefined {
  const given = text.trim()
  if (FLOAT.test(given)) return Number(given.replaceAll('_', ''))
  return NOT_FINITE[given.toLowerCase()]
}

/** What somebody may have meant who wrote `0,2`, `1,000`, `1 000` or `50%`; undefined when it is anybody's guess. */
export function guessNumber(text: string): number | undefined {
  const given = text.trim()
  if (/^[+-]?\d{1,3}(?:[,'\s\u00a0\u202f]\d{3})+(?:\.\d+)?$/.test(given)) return Number(given.replace(/[^\d.+-]/g, ''))
  if (/^[+-]?\d+,\d+$/.test(given)) return Number(given.replace(',', '.'))
  const percent = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(given)?.[1]
  if (percent !== undefined) return Number(percent) / 100
  const leading = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*[a-zA-Z°€$]{1,3}$/.exec(given)?.[1]
  return leading === undefined ? undefined : Number(leading)
}
