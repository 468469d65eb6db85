import { describe, expect, test } from 'vitest'
import type { Data } from './data'
import { unread } from './envelope'
import { type InputSpec, SCALARS, specOfType, startOf } from './input-spec'
import { printJson } from './json-text'
import { literalOfData } from './data-literal'
import {
  enumType,
  fileType,
  flytekitLiterals,
  INT,
  listOf,
  NONE,
  simpleType,
  structType,
  TEXT,
  unionOf,
} from './literals.fixture'
import { SimpleType } from '../../api/gen/flyteidl/core/types_pb'

const recorded = (name: string) => {
  const type = flytekitLiterals.find(([each]) => each === name)?.[1]
  if (!type) throw new Error(name)
  return type
}

/** A control in one line. */
function words(spec: InputSpec): string {
  switch (spec.kind) {
    case 'scalar':
      return spec.scalar
    case 'list':
      return `list(${words(spec.item)})`
    case 'dict':
      return `dict(${spec.key}, ${words(spec.value)})`
    case 'union':
      return spec.variants.map(({ name, spec: inner }) => `${name}: ${words(inner)}`).join(' | ')
    case 'object':
      return `${spec.title}(${spec.fields.map(({ name, spec: inner }) => `${name}: ${words(inner)}`).join(', ')})`
    case 'stored':
      return `${spec.what}${spec.format === '' ? '' : `[${spec.format}]`}`
    case 'choice':
      return spec.values.map((value) => printJson(value)).join('/')
    default:
      return spec.kind
  }
}

test.each([
  [listOf(TEXT), 'list(text)'],
  [unionOf(fileType('csv'), TEXT, NONE), 'FlyteFile[csv]: file[csv] | str: text | None: none'],
  [unionOf(listOf(INT), listOf(TEXT)), 'list[int]: list(int) | list[str]: list(text)'],
  [enumType('a', 'b'), '"a"/"b"'],
  [recorded('literal_choice_int'), '1/2'],
  [structType(), 'json'],
  [simpleType(SimpleType.BINARY), 'json'],
  [
    recorded('pydantic'),
    'Settings(seed: int, parent: Inner: Inner(metric: text, rounds: int) | None: none, ratio: float, stop: Inner(metric: text, rounds: int), tags: list(text))',
  ],
])('%#', (type, expected) => expect(words(specOfType(type))).toBe(expected))

describe('unions', () => {
  const types = [listOf(INT), listOf(TEXT), TEXT]
  const spec = specOfType(unionOf(...types))
  if (spec.kind !== 'union') throw new Error('no union')

  test('name their variant only while the value does not', () => {
    expect(printJson(spec.outer([], 1))).toBe('{"$variant": "list[str]", "$value": []}')
    expect(printJson(spec.outer(['x'], 1))).toBe('["x"]')
    expect(spec.chosen(spec.outer([], 1))).toBe(1)
    expect(spec.inner(spec.outer([], 1))).toEqual([])
  })

  test('keep the variant that somebody is still typing into', () => {
    const optional = specOfType(unionOf(INT, NONE))
    if (optional.kind !== 'union') throw new Error('no union')
    const typed = optional.outer('1x', 0)
    expect([optional.chosen(typed), optional.inner(typed)]).toEqual([0, '1x'])
  })
})

test('locations stand alone, or under the key that flytekit gives them in structs', () => {
  const alone = specOfType(fileType('csv'))
  const within = specOfType(recorded('dataclass'))
  const field = within.kind === 'object' ? within.fields.find(({ name }) => name === 'data')?.spec : undefined
  const inside = field?.kind === 'union' ? field.variants[0]?.spec : undefined
  if (alone.kind !== 'stored' || inside?.kind !== 'stored') throw new Error('no stored')
  expect(alone.withLocation('s3://x', undefined)).toBe('s3://x')
  expect(
    alone.withLocation(
      's3://x',
      new Map<Data, Data>([
        ['uri', 'old'],
        ['format', 'txt'],
      ]),
    ),
  ).toEqual(
    new Map([
      ['uri', 's3://x'],
      ['format', 'txt'],
    ]),
  )
  expect(inside.withLocation('s3://x', undefined)).toEqual(new Map([['path', 's3://x']]))
  expect(inside.location(new Map([['path', 's3://x']]))).toBe('s3://x')
})

test('the format of a dataset stands beside its location, and goes away with it', () => {
  const dataset = specOfType(recorded('dataset'))
  if (dataset.kind !== 'stored') throw new Error(dataset.kind)
  const csv = dataset.withFormat('csv', 's3://b/x')
  expect(printJson(csv)).toBe('{"uri": "s3://b/x", "format": "csv"}')
  expect(dataset.storedFormat(csv)).toBe('csv')
  expect(printJson(dataset.withLocation('s3://b/y', csv))).toBe('{"uri": "s3://b/y", "format": "csv"}')
  expect(dataset.withFormat('', csv)).toBe('s3://b/x')
})

test('a dataclass opens with its defaults, floats as floats', () => {
  const start = startOf(specOfType(recorded('dataclass')))
  expect(start && printJson(start)).toBe(
    '{"data": null, "loss": "huber", "max_depth": null, "rate": 1.0, "since": "2026-11-22T00:00:00+00:00", "window": 2592000.0}',
  )
})

test('texts become values as soon as they can, and stay texts until then', () => {
  expect([
    SCALARS.int.parse('12'),
    SCALARS.int.parse('1x'),
    SCALARS.float.parse('1'),
    SCALARS.float.parse('0,2'),
  ]).toEqual([12n, '1x', 1, '0,2'])
  expect([
    SCALARS.float.format(1),
    SCALARS.int.format(12n),
    SCALARS.float.format('0,2'),
    SCALARS.text.format(5n),
  ]).toEqual(['1.0', '12', '0,2', '5'])
})

test.each([
  ['{"a": }', 'Not JSON: A value is needed here, not “}”.'],
  ['{\n "a": 1\n "b"', 'Line 3: A comma or } is needed here, not “"”.'],
  ['', 'A value is needed.'],
])('JSON that is still being written (%j) is no value yet', (text, message) => {
  expect(literalOfData(unread(text), structType()).problems).toEqual([{ path: [], message }])
})
