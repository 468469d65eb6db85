import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ExecutionFilter,
  filterKey,
  filterModes,
  filterPhases,
  filterProblem,
  filterValueProblem,
  guessSearch,
  parseExecutionFilters,
  readDuration,
  recentSpanNames,
  serialiseExecutionFilters,
  textFields,
  textOperators,
  toFlyteFilters,
  withFilter,
  withoutFilter,
  writeDuration,
} from './execution-filters'

const now = Date.UTC(2026, 10, 24, 12, 0, 0)

describe('toFlyteFilters', () => {
  it.each<[ExecutionFilter, string]>([
    [{ field: 'phase', negated: false, values: ['FAILED', 'TIMED_OUT'] }, 'value_in(phase,FAILED;TIMED_OUT)'],
    [{ field: 'mode', negated: true, values: ['child'] }, 'value_not_in(mode,4)'],
    [{ field: 'workflow', operator: 'contains', value: 'train' }, 'contains(workflow.name,train)'],
    [{ field: 'version', operator: 'is', value: '3f9c1e7' }, 'eq(workflow.version,3f9c1e7)'],
    [{ field: 'plan', operator: 'not', value: 'nightly' }, 'ne(launch_plan.name,nightly)'],
    [{ field: 'name', operator: 'without', value: 'x' }, 'not_like(execution_name,%x%)'],
    [{ field: 'started', last: '24h' }, 'gte(execution_created_at,2026-11-23T12:00:00.000Z)'],
    [
      { field: 'started', from: now, until: now + 60_000 },
      'gte(execution_created_at,2026-11-24T12:00:00.000Z)+lt(execution_created_at,2026-11-24T12:01:00.000Z)',
    ],
    [{ field: 'duration', atLeast: 60_000, atMost: 90_000 }, 'gte(duration,60000ms)+lte(duration,90000ms)'],
    [{ field: 'tag', values: ['gpu', 'nightly'] }, 'value_in(execution_tag.key,gpu;nightly)'],
    [{ field: 'tag', values: ['team=ads'] }, 'eq(execution_tag.key,team)+eq(execution_tag.value,ads)'],
    [{ field: 'archived', shown: 'only' }, 'eq(state,1)'],
    [{ field: 'archived', shown: 'too' }, 'value_in(state,0;1)'],
  ])('%j', (filter, text) => {
    expect(toFlyteFilters([filter], now)).toEqual({ text, refused: [] })
  })

  it('joins with + and leaves out what cannot be carried, naming it', () => {
    const bad: ExecutionFilter = { field: 'workflow', operator: 'is', value: 'a,b' }
    const good: ExecutionFilter = { field: 'user', operator: 'is', value: 'ada' }
    expect(toFlyteFilters([good, bad, { field: 'archived', shown: 'only' }], now)).toEqual({
      text: 'eq(user,ada)+eq(state,1)',
      refused: [bad],
    })
  })
})

it.each(['a,b', 'a;b', 'a+b', '', ' a', 'a\nb'])(
  'a value the grammar cannot carry is refused in words: %j',
  (value) => {
    expect(filterValueProblem(value)).toMatch(/\w/)
  },
)
it.each(['a', 'a b', 'a(b)', 'é%_', 'x=1'])('a value that it carries: %j', (value) => {
  expect(filterValueProblem(value)).toBeUndefined()
})

it.each<ExecutionFilter>([
  { field: 'phase', negated: false, values: [] },
  { field: 'tag', values: ['a=1', 'b'] },
  { field: 'tag', values: ['a='] },
  { field: 'started' },
  { field: 'started', from: 2, until: 1 },
  { field: 'duration', atLeast: 2, atMost: 1 },
])('%j has a problem', (filter) => {
  expect(filterProblem(filter)).toMatch(/\w/)
})

/** What flyteadmin makes of a filter text: its regular expression, applied to each part. */
function readByFlyteadmin(text: string): (readonly string[])[] {
  return text.split('+').map((part) => /(.+)\((.+),\s?(.+)\)/.exec(part)?.slice(1) ?? ['no match'])
}

describe('properties', () => {
  const value = fc.string({ minLength: 1 }).filter((text) => filterValueProblem(text) === undefined)
  const anyValue = fc.string({ minLength: 1 })
  const time = fc.integer({ min: 0, max: 4_000_000_000_000 })
  const optional = <T>(key: string, arbitrary: fc.Arbitrary<T>) =>
    fc.option(arbitrary, { nil: undefined }).map((it) => (it === undefined ? {} : { [key]: it }))
  const range = <T>(a: string, b: string, arbitrary: fc.Arbitrary<T>) =>
    fc.tuple(optional(a, arbitrary), optional(b, arbitrary)).map(([x, y]) => ({ ...x, ...y }))
  const filter = fc.oneof(
    fc.record({
      field: fc.constantFrom(...textFields),
      operator: fc.constantFrom(...textOperators),
      value: anyValue,
    }),
    fc.record({
      field: fc.constant('phase' as const),
      negated: fc.boolean(),
      values: fc.subarray([...filterPhases], { minLength: 1 }),
    }),
    fc.record({
      field: fc.constant('mode' as const),
      negated: fc.boolean(),
      values: fc.subarray([...filterModes], { minLength: 1 }),
    }),
    fc.constantFrom(...recentSpanNames).map((last) => ({ field: 'started' as const, last })),
    range('from', 'until', time)
      .filter((it) => Object.keys(it).length > 0)
      .map((it) => ({ field: 'started' as const, ...it })),
    range('atLeast', 'atMost', fc.nat())
      .filter((it) => Object.keys(it).length > 0)
      .map((it) => ({ field: 'duration' as const, ...it })),
    fc.uniqueArray(anyValue, { minLength: 1 }).map((values) => ({ field: 'tag' as const, values })),
    fc.constantFrom('only' as const, 'too' as const).map((shown) => ({ field: 'archived' as const, shown })),
  ) as fc.Arbitrary<ExecutionFilter>
  const filters = fc.uniqueArray(filter, { selector: filterKey })

  it('the URL gives back every filter', () => {
    fc.assert(
      fc.property(filters, (given) => {
        const query = new URLSearchParams(serialiseExecutionFilters(given).map(([key, it]) => [key, it]))
        const read = parseExecutionFilters(new URLSearchParams(query.toString()))
        const order = (list: readonly ExecutionFilter[]) =>
          [...list].sort((a, b) => filterKey(a).localeCompare(filterKey(b)))
        expect(order(read)).toEqual(order(given))
      }),
    )
  })

  it('parsing any query string is total', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => {
        const parsed = parseExecutionFilters(new URLSearchParams(query))
        toFlyteFilters(parsed, now)
      }),
    )
  })

  it('flyteadmin reads back the very value that was typed', () => {
    fc.assert(
      fc.property(value, (typed) => {
        const { text } = toFlyteFilters([{ field: 'workflow', operator: 'is', value: typed }], now)
        expect(readByFlyteadmin(text)).toEqual([['eq', 'workflow.name', typed]])
      }),
    )
  })

  it('a duration that was written is read back', () => {
    fc.assert(
      fc.property(fc.nat(), (ms) => {
        expect(readDuration(writeDuration(ms))).toBe(ms)
      }),
    )
  })
})

it.each([
  ['90', 90_000],
  ['1h 30m', 5_400_000],
  ['250ms', 250],
  ['1.5m', 90_000],
  ['2d', 172_800_000],
  ['soon', undefined],
  ['', undefined],
  ['1h later', undefined],
])('readDuration(%j)', (text, ms) => {
  expect(readDuration(text)).toBe(ms)
})

it('replaces a filter of the same slot and removes it', () => {
  const one: ExecutionFilter = { field: 'user', operator: 'is', value: 'a' }
  const two: ExecutionFilter = { field: 'user', operator: 'is', value: 'b' }
  expect(withFilter([one], two)).toEqual([two])
  expect(withFilter([], one)).toEqual([one])
  expect(withoutFilter([two], one)).toEqual([])
})

it('guesses what a search means', () => {
  expect(guessSearch('axk7pq2vwn8zr4tjh6md')).toMatchObject({ field: 'name', operator: 'is' })
  expect(guessSearch('train')).toEqual({ field: 'workflow', operator: 'contains', value: 'train' })
})
