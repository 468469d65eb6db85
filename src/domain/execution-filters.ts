/**
 * The filters of the executions list: one shape for the URL, the chips and flyteadmin's filter grammar.
 * Flyte source of the rules: flyteadmin `pkg/manager/impl/util/filters.go` and the columns of its `executions` table.
 */

/** Columns that hold text, by the name that the URL uses, with the column of flyteadmin. */
const textColumns = {
  name: 'execution_name',
  workflow: 'workflow.name',
  version: 'workflow.version',
  plan: 'launch_plan.name',
  task: 'task.name',
  user: 'user',
  cluster: 'cluster',
  code: 'error_code',
} as const

export type TextField = keyof typeof textColumns
export const textFields = Object.keys(textColumns) as readonly TextField[]

export const textOperators = ['is', 'not', 'contains', 'without'] as const
export type TextOperator = (typeof textOperators)[number]

/** Phases as flyteadmin stores them, in the order in which a person looks for them. */
export const filterPhases = [
  'UNDEFINED',
  'QUEUED',
  'RUNNING',
  'SUCCEEDING',
  'SUCCEEDED',
  'FAILING',
  'FAILED',
  'TIMED_OUT',
  'ABORTING',
  'ABORTED',
] as const
export type FilterPhase = (typeof filterPhases)[number]

/** How an execution came to be; the number is `ExecutionMetadata.ExecutionMode`, which flyteadmin stores. */
const modeNumbers = { manual: 0, scheduled: 1, system: 2, relaunch: 3, child: 4, recovered: 5, trigger: 6 } as const
export type FilterMode = keyof typeof modeNumbers
export const filterModes = Object.keys(modeNumbers) as readonly FilterMode[]

/** Lengths that "in the last …" offers, in milliseconds. */
const recentSpans = {
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
} as const
export type RecentSpan = keyof typeof recentSpans
export const recentSpanNames = Object.keys(recentSpans) as readonly RecentSpan[]

interface PhaseFilter {
  readonly field: 'phase'
  readonly negated: boolean
  readonly values: readonly FilterPhase[]
}
interface ModeFilter {
  readonly field: 'mode'
  readonly negated: boolean
  readonly values: readonly FilterMode[]
}
interface TextFilter {
  readonly field: TextField
  readonly operator: TextOperator
  readonly value: string
}
interface StartedFilter {
  readonly field: 'started'
  /** Relative to now, so that a shared link stays what it says. */
  readonly last?: RecentSpan
  /** Epoch milliseconds, inclusive. */
  readonly from?: number
  /** Epoch milliseconds, exclusive. */
  readonly until?: number
}
interface DurationFilter {
  readonly field: 'duration'
  /** Milliseconds. flyteadmin knows the duration of ended executions only. */
  readonly atLeast?: number
  readonly atMost?: number
}
interface TagFilter {
  readonly field: 'tag'
  /** `tag`, or `label=value`. Any of them matches: flyteadmin joins one tag row per execution, so it cannot ask for two at once. */
  readonly values: readonly string[]
}
interface ArchivedFilter {
  readonly field: 'archived'
  readonly shown: 'only' | 'too'
}

export type ExecutionFilter =
  PhaseFilter | ModeFilter | TextFilter | StartedFilter | DurationFilter | TagFilter | ArchivedFilter
export type FilterField = ExecutionFilter['field']

export function isTextFilter(filter: ExecutionFilter): filter is TextFilter {
  return filter.field in textColumns
}

export const executionSorts = ['newest', 'oldest', 'longest', 'shortest', 'changed'] as const
export type ExecutionSort = (typeof executionSorts)[number]

/** The column and direction of a sort; `newest` is the default of the list. */
export const sortColumns = {
  newest: { key: 'execution_created_at', descending: true },
  oldest: { key: 'execution_created_at', descending: false },
  longest: { key: 'duration', descending: true },
  shortest: { key: 'duration', descending: false },
  changed: { key: 'execution_updated_at', descending: true },
} as const satisfies Record<ExecutionSort, { key: string; descending: boolean }>

/**
 * Why flyteadmin's grammar cannot carry a value, in words for the person who typed it; undefined when it can.
 * A value ends at `;`, `+` or the last `,`, one leading blank is swallowed, and nothing can be escaped.
 */
export function filterValueProblem(value: string): string | undefined {
  if (value === '') return 'Type a value.'
  const refused = /[+;,]/.exec(value)?.[0]
  if (refused !== undefined) return `Flyte cannot filter by text with “${refused}” in it. Leave out the part around it.`
  // eslint's no-control-regex is right in general; here a class of code points says it without control characters.
  if (/\p{Cc}/u.test(value)) return 'Flyte cannot filter by text with line breaks or control characters in it.'
  if (value !== value.trim()) return 'Flyte drops blanks at the ends of a filter. Remove them.'
  return undefined
}

/** The problem of a whole filter, or undefined when it can be sent. */
export function filterProblem(filter: ExecutionFilter): string | undefined {
  if (isTextFilter(filter)) return filterValueProblem(filter.value)
  switch (filter.field) {
    case 'phase':
    case 'mode':
      return filter.values.length === 0 ? 'Choose at least one.' : undefined
    case 'tag':
      return tagsProblem(filter.values)
    case 'started':
      if (filter.last === undefined && filter.from === undefined && filter.until === undefined) return 'Give a time.'
      if (filter.from !== undefined && filter.until !== undefined && filter.from >= filter.until)
        return 'The end lies before the beginning.'
      return undefined
    case 'duration':
      if (filter.atLeast === undefined && filter.atMost === undefined) return 'Give a duration, such as 10m.'
      if (filter.atLeast !== undefined && filter.atMost !== undefined && filter.atLeast > filter.atMost)
        return 'The longest is shorter than the shortest.'
      return undefined
    case 'archived':
      return undefined
  }
}

function tagsProblem(values: readonly string[]): string | undefined {
  if (values.length === 0) return 'Type a tag, or label=value.'
  if (values.length > 1 && values.some((value) => value.includes('=')))
    return 'Flyte can filter by one label=value at a time. Use one of them alone, or names only.'
  for (const value of values) {
    for (const part of splitTag(value)) {
      const problem = filterValueProblem(part)
      if (problem !== undefined) return problem
    }
  }
  return undefined
}

function splitTag(tag: string): readonly string[] {
  const at = tag.indexOf('=')
  return at < 0 ? [tag] : [tag.slice(0, at), tag.slice(at + 1)]
}

/**
 * The filters in flyteadmin's grammar, and those that it cannot carry, which are left out and have to be shown as such.
 * @param now epoch milliseconds that "in the last …" counts back from
 */
export function toFlyteFilters(
  filters: readonly ExecutionFilter[],
  now: number,
): { readonly text: string; readonly refused: readonly ExecutionFilter[] } {
  const refused = filters.filter((filter) => filterProblem(filter) !== undefined)
  const text = filters
    .filter((filter) => !refused.includes(filter))
    .flatMap((filter) => expressions(filter, now))
    .join('+')
  return { text, refused }
}

function expressions(filter: ExecutionFilter, now: number): readonly string[] {
  if (isTextFilter(filter)) return [textExpression(filter)]
  switch (filter.field) {
    case 'phase':
      return [`${filter.negated ? 'value_not_in' : 'value_in'}(phase,${filter.values.join(';')})`]
    case 'mode': {
      const numbers = filter.values.map((mode) => modeNumbers[mode]).join(';')
      return [`${filter.negated ? 'value_not_in' : 'value_in'}(mode,${numbers})`]
    }
    case 'started': {
      const from = filter.last === undefined ? filter.from : now - recentSpans[filter.last]
      return [
        ...(from === undefined ? [] : [`gte(execution_created_at,${new Date(from).toISOString()})`]),
        ...(filter.until === undefined ? [] : [`lt(execution_created_at,${new Date(filter.until).toISOString()})`]),
      ]
    }
    case 'duration':
      return [
        ...(filter.atLeast === undefined ? [] : [`gte(duration,${filter.atLeast}ms)`]),
        ...(filter.atMost === undefined ? [] : [`lte(duration,${filter.atMost}ms)`]),
      ]
    case 'tag': {
      const [key, value] = splitTag(filter.values[0] ?? '')
      if (value !== undefined) return [`eq(execution_tag.key,${key ?? ''})`, `eq(execution_tag.value,${value})`]
      return [`value_in(execution_tag.key,${filter.values.join(';')})`]
    }
    case 'archived':
      return [filter.shown === 'only' ? 'eq(state,1)' : 'value_in(state,0;1)']
  }
}

function textExpression(filter: TextFilter): string {
  const column = textColumns[filter.field]
  switch (filter.operator) {
    case 'is':
      return `eq(${column},${filter.value})`
    case 'not':
      return `ne(${column},${filter.value})`
    case 'contains':
      return `contains(${column},${filter.value})`
    case 'without':
      return `not_like(${column},%${filter.value}%)`
  }
}

/** Reads what it can out of a query string and never fails; unknown spellings are left out. */
export function parseExecutionFilters(query: URLSearchParams): readonly ExecutionFilter[] {
  const filters: ExecutionFilter[] = []
  for (const negated of [false, true]) {
    const suffix = negated ? '.not' : ''
    const phases = listOf(query.get(`phase${suffix}`), filterPhases)
    if (phases.length > 0) filters.push({ field: 'phase', negated, values: phases })
    const modes = listOf(query.get(`mode${suffix}`), filterModes)
    if (modes.length > 0) filters.push({ field: 'mode', negated, values: modes })
  }
  for (const field of textFields) {
    for (const operator of textOperators) {
      const value = query.get(operator === 'is' ? field : `${field}.${operator}`)
      if (value !== null && value !== '') filters.push({ field, operator, value })
    }
  }
  const started = parseStarted(query.get('started'))
  if (started !== undefined) filters.push(started)
  const duration = parseDurationRange(query.get('duration'))
  if (duration !== undefined) filters.push(duration)
  const tags = [...new Set(query.getAll('tag').filter((tag) => tag !== ''))]
  if (tags.length > 0) filters.push({ field: 'tag', values: tags })
  const archived = query.get('archived')
  if (archived === 'only' || archived === 'too') filters.push({ field: 'archived', shown: archived })
  return filters
}

/** Writes the filters as query parameters, the inverse of {@link parseExecutionFilters}. */
export function serialiseExecutionFilters(filters: readonly ExecutionFilter[]): readonly (readonly [string, string])[] {
  return filters.flatMap((filter): readonly (readonly [string, string])[] => {
    if (isTextFilter(filter))
      return [[filter.operator === 'is' ? filter.field : `${filter.field}.${filter.operator}`, filter.value]]
    switch (filter.field) {
      case 'phase':
      case 'mode':
        return [[filter.negated ? `${filter.field}.not` : filter.field, filter.values.join(',')]]
      case 'started':
        return [['started', filter.last ?? `${isoOrNothing(filter.from)}..${isoOrNothing(filter.until)}`]]
      case 'duration':
        return [['duration', `${spanOrNothing(filter.atLeast)}..${spanOrNothing(filter.atMost)}`]]
      case 'tag':
        return filter.values.map((value) => ['tag', value] as const)
      case 'archived':
        return [['archived', filter.shown]]
    }
  })
}

function listOf<T extends string>(text: string | null, known: readonly T[]): readonly T[] {
  const given = new Set((text ?? '').split(','))
  return known.filter((value) => given.has(value))
}

function parseStarted(text: string | null): StartedFilter | undefined {
  if (text === null) return undefined
  const last = recentSpanNames.find((name) => name === text)
  if (last !== undefined) return { field: 'started', last }
  const [from, until] = text.split('..').map(readTime)
  if (from === undefined && until === undefined) return undefined
  return { field: 'started', ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
}

function readTime(text: string): number | undefined {
  const time = Date.parse(text)
  // Dates beyond four-digit years are not ISO 8601 any more, and no execution lies there.
  return Number.isNaN(time) || time < 0 || time > 253_402_300_799_999 ? undefined : time
}

function isoOrNothing(time: number | undefined): string {
  return time === undefined ? '' : new Date(time).toISOString()
}

function parseDurationRange(text: string | null): DurationFilter | undefined {
  if (text === null) return undefined
  const [atLeast, atMost] = text.split('..').map(readDuration)
  if (atLeast === undefined && atMost === undefined) return undefined
  return {
    field: 'duration',
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
  }
}

const unitMilliseconds = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const

/** Milliseconds of `1h 30m`, `90s`, `2d`, or of a bare number of seconds; undefined when it is none of these. */
export function readDuration(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000)
  if (!/^(\d+(\.\d+)?\s*(d|h|ms|m|s)\s*)+$/.test(trimmed)) return undefined
  let total = 0
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*(ms|d|h|m|s)/g)) {
    total += Number(amount) * (unit === undefined ? 0 : unitMilliseconds[unit as keyof typeof unitMilliseconds])
  }
  return Math.round(total)
}

/** `5400000` → `1h30m`: exact, and what {@link readDuration} reads back. */
export function writeDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds)
  let text = ''
  for (const [unit, length] of Object.entries(unitMilliseconds)) {
    const amount = Math.floor(rest / length)
    if (amount > 0) text += `${amount}${unit}`
    rest -= amount * length
  }
  return text === '' ? '0s' : text
}

function spanOrNothing(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '' : writeDuration(milliseconds)
}

/** The filters with one replaced by (or, when it is new, joined by) another; one filter per field and operator. */
export function withFilter(filters: readonly ExecutionFilter[], next: ExecutionFilter): readonly ExecutionFilter[] {
  const key = filterKey(next)
  const at = filters.findIndex((filter) => filterKey(filter) === key)
  return at < 0 ? [...filters, next] : filters.with(at, next)
}

export function withoutFilter(filters: readonly ExecutionFilter[], gone: ExecutionFilter): readonly ExecutionFilter[] {
  const key = filterKey(gone)
  return filters.filter((filter) => filterKey(filter) !== key)
}

/** What makes two filters the same slot of the URL. */
export function filterKey(filter: ExecutionFilter): string {
  if (isTextFilter(filter)) return `${filter.field}.${filter.operator}`
  if (filter.field === 'phase' || filter.field === 'mode') return `${filter.field}.${String(filter.negated)}`
  return filter.field
}

/** What a search text most likely means: an execution id when it looks like one, else part of a workflow's name. */
export function guessSearch(text: string): TextFilter {
  const value = text.trim()
  if (/^[af][a-z0-9]{19}$/.test(value)) return { field: 'name', operator: 'is', value }
  return { field: 'workflow', operator: 'contains', value }
}
