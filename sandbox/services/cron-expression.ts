import { parseGoDuration } from '../store/go-duration'

/**
 * What is wrong with a cron expression, or undefined. The notation and the words are those of the parser that Flyte's scheduler uses
 * (robfig/cron, `ParseStandard`): five fields or a descriptor such as `@daily`, optionally after `TZ=…` or `CRON_TZ=…`.
 */
export function cronComplaint(text: string): string | undefined {
  if (text === '') return 'empty spec string'
  let spec = text
  if (/^(TZ|CRON_TZ)=/.test(text)) {
    const zone = /^[^=]+=(\S*)/.exec(text)?.[1] ?? ''
    if (!isZone(zone)) return `provided bad location ${zone}: unknown time zone ${zone}`
    spec = text.replace(/^\S+/, '').trim()
  }
  if (spec.startsWith('@')) return descriptorComplaint(spec)
  const fields = spec.split(/\s+/).filter((field) => field !== '')
  if (fields.length !== bounds.length) {
    return `expected exactly ${bounds.length} fields, found ${fields.length}: [${fields.join(' ')}]`
  }
  for (const [index, field] of fields.entries()) {
    const bound = bounds[index]
    for (const part of field.split(',')) {
      const complaint = bound && part !== '' ? rangeComplaint(part, bound) : undefined
      if (complaint !== undefined) return complaint
    }
  }
  return undefined
}

interface Bound {
  readonly min: number
  readonly max: number
  readonly names?: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const bounds: readonly Bound[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: days },
]

const descriptors: ReadonlySet<string> = new Set([
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
])

function descriptorComplaint(spec: string): string | undefined {
  if (descriptors.has(spec)) return undefined
  const every = /^@every (.*)$/.exec(spec)?.[1]
  if (every === undefined) return `unrecognized descriptor: ${spec}`
  if (parseGoDuration(every) !== undefined) return undefined
  return `failed to parse duration ${spec}: time: invalid duration ${JSON.stringify(every)}`
}

function rangeComplaint(text: string, bound: Bound): string | undefined {
  const [range = '', step, ...moreSteps] = text.split('/')
  const [low = '', high, ...moreParts] = range.split('-')
  let start = bound.min
  let end = bound.max
  if (low !== '*' && low !== '?') {
    const first = valueOf(low, bound)
    if (typeof first === 'string') return first
    const last = high === undefined ? first : valueOf(high, bound)
    if (moreParts.length > 0) return `too many hyphens: ${text}`
    if (typeof last === 'string') return last
    start = first
    // A start with a step runs to the end.
    end = high === undefined && step !== undefined ? bound.max : last
  }
  let size = 1
  if (moreSteps.length > 0) return `too many slashes: ${text}`
  if (step !== undefined) {
    const parsed = integerOf(step)
    if (typeof parsed === 'string') return parsed
    size = parsed
  }
  if (start < bound.min) return `beginning of range (${start}) below minimum (${bound.min}): ${text}`
  if (end > bound.max) return `end of range (${end}) above maximum (${bound.max}): ${text}`
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`
  return size === 0 ? `step of range should be a positive number: ${text}` : undefined
}

function valueOf(text: string, bound: Bound): number | string {
  const named = bound.names?.indexOf(text.toLowerCase()) ?? -1
  return named >= 0 ? named + bound.min : integerOf(text)
}

/** The number, or what is wrong with it. */
function integerOf(text: string): number | string {
  if (!/^[+-]?\d{1,18}$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`
  }
  const value = Number(text)
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone === 'Local' ? 'UTC' : zone })
    return true
  } catch {
    return false
  }
}
