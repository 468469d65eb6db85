import { create, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Literal, LiteralSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { isCastable, literalType, typeName } from './typing'

const type = (json: JsonValue): LiteralType => fromJson(LiteralTypeSchema, json)
const literal = (json: JsonValue): Literal => fromJson(LiteralSchema, json)

const int = { simple: 'INTEGER' }
const string = { simple: 'STRING' }
const none = { simple: 'NONE' }
const struct = { simple: 'STRUCT' }
const list = (element: JsonValue): JsonValue => ({ collectionType: element })
const map = (element: JsonValue): JsonValue => ({ mapValueType: element })
const union = (...variants: JsonValue[]): JsonValue => ({ unionType: { variants } })
const enumOf = (...values: string[]): JsonValue => ({ enumType: { values } })
const blob = (format: string, dimensionality = 'SINGLE'): JsonValue => ({ blob: { format, dimensionality } })
const schema = (...columns: [string, string][]): JsonValue => ({
  schema: { columns: columns.map(([name, columnType]) => ({ name, type: columnType })) },
})
const dataset = (format: string, ...columns: [string, JsonValue][]): JsonValue => ({
  structuredDatasetType: { format, columns: columns.map(([name, column]) => ({ name, literalType: column })) },
})
const dataclass = (properties: Record<string, JsonValue>, required = Object.keys(properties)): JsonValue => ({
  simple: 'STRUCT',
  metadata: { type: 'object', title: 'T', properties, required, additionalProperties: false },
})

describe('isCastable', () => {
  it.each<[string, JsonValue, JsonValue, boolean]>([
    ['same simple type', int, int, true],
    ['integer to float', int, { simple: 'FLOAT' }, false],
    ['metadata and annotation do not count', { ...int, metadata: { a: 1 }, annotation: {} }, int, true],
    ['none to integer', none, int, false],
    ['integer to none', int, none, false],
    ['untyped to untyped', {}, {}, true],
    ['untyped to none', {}, none, false],
    ['enum to string', enumOf('a'), string, true],
    ['string to enum', string, enumOf('a'), true],
    ['enum to the same enum', enumOf('a', 'b'), enumOf('a', 'b'), true],
    ['enum to another enum', enumOf('a'), enumOf('a', 'b'), false],
    ['list', list(int), list(int), true],
    ['list of another type', list(int), list(string), false],
    ['empty list', list(none), list(list(string)), true],
    ['nested empty list', list(list(none)), list(list(string)), true],
    ['list to map', list(int), map(int), false],
    ['map', map(int), map(int), true],
    ['empty map', map(none), map(string), true],
    ['integer to a list', int, list(int), false],
    ['blob of the same format', blob('csv'), blob('csv'), true],
    ['blob of another format', blob('csv'), blob('png'), false],
    ['blob of any format', blob(''), blob('png'), true],
    ['file to folder', blob('csv', 'SINGLE'), blob('csv', 'MULTIPART'), true],
    ['string to blob', string, blob(''), false],
    ['to one variant', int, union(int, none), true],
    ['to no variant', string, union(int, none), false],
    ['to two variants', string, union(string, enumOf('a')), false],
    [
      'by tag',
      { ...string, structure: { tag: 'b' } },
      union({ ...string, structure: { tag: 'a' } }, { ...string, structure: { tag: 'b' } }),
      true,
    ],
    ['tagged to untagged', { ...int, structure: { tag: 'int' } }, int, false],
    ['untagged to tagged', int, { ...int, structure: { tag: 'int' } }, true],
    ['union to a wider one', union(int, none), union(int, string, none), true],
    ['union to a narrower one', union(int, string), union(int, none), false],
    ['union to a plain type', union(int, none), int, false],
    ['union of one to a plain type', union(int), int, true],
    ['schema to fewer columns', schema(['a', 'INTEGER'], ['b', 'STRING']), schema(['a', 'INTEGER']), true],
    ['schema to more columns', schema(['a', 'INTEGER']), schema(['a', 'INTEGER'], ['b', 'STRING']), false],
    ['schema to another column type', schema(['a', 'FLOAT']), schema(['a', 'INTEGER']), false],
    ['schema without columns', schema(), schema(['a', 'INTEGER']), true],
    ['schema to Parquet dataset', schema(['a', 'INTEGER']), dataset('parquet', ['a', int]), true],
    ['schema to CSV dataset', schema(['a', 'INTEGER']), dataset('csv', ['a', int]), false],
    ['schema to dataset with another column', schema(['a', 'INTEGER']), dataset('', ['b', int]), false],
    ['Parquet dataset to schema', dataset('Parquet', ['a', int]), schema(['a', 'INTEGER']), true],
    ['CSV dataset to schema', dataset('csv', ['a', int]), schema(['a', 'INTEGER']), false],
    ['dataset to a schema with another column', dataset('', ['b', int]), schema(['a', 'INTEGER']), false],
    ['none to dataset', none, dataset('parquet'), true],
    ['integer to dataset', int, dataset('parquet'), false],
    ['dataset of the same format', dataset('PARQUET'), dataset('parquet'), true],
    ['dataset of another format', dataset('csv'), dataset('parquet'), false],
    ['dataset of any format', dataset(''), dataset('parquet'), true],
    ['dataset to fewer columns', dataset('', ['a', int], ['b', list(int)]), dataset('', ['b', list(int)]), true],
    ['dataset to another column type', dataset('', ['a', int]), dataset('', ['a', string]), false],
    ['string to schema', string, schema(), false],
    ['struct without a JSON schema', struct, dataclass({ a: { type: 'integer' } }), true],
    [
      'dataclass to the same fields',
      dataclass({ a: { type: 'integer' } }),
      dataclass({ a: { type: 'integer' } }),
      true,
    ],
    ['dataclass to other fields', dataclass({ a: { type: 'integer' } }), dataclass({ b: { type: 'integer' } }), false],
    ['struct to string', struct, string, false],
  ])('%s', (_, from, to, expected) => {
    expect(isCastable(type(from), type(to))).toBe(expected)
  })

  const simple = fc.constantFrom('NONE', 'INTEGER', 'FLOAT', 'STRING', 'BOOLEAN', 'DATETIME', 'DURATION', 'STRUCT')
  const anyType = fc.letrec<{ node: JsonValue }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      simple.map((name) => ({ simple: name })),
      fc.constantFrom('', 'csv', 'png').map((format) => blob(format)),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map((values) => enumOf(...values)),
      fc.constantFrom(schema(), schema(['a', 'INTEGER']), dataset('parquet', ['a', int])),
      tie('node').map(list),
      tie('node').map(map),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((variants) => union(...variants)),
    ),
  })).node

  it('holds from any type to itself', () => {
    fc.assert(fc.property(anyType, (json) => isCastable(type(json), type(json))))
  })

  it('is not lost by wrapping both sides in a list', () => {
    fc.assert(
      fc.property(anyType, anyType, (from, to) => {
        const isUnionOfOne = type(from).type.case === 'unionType'
        fc.pre(!isUnionOfOne && isCastable(type(from), type(to)))
        return isCastable(type(list(from)), type(list(to)))
      }),
    )
  })
})

describe('literalType', () => {
  const one = { scalar: { primitive: { integer: '1' } } }
  const text = { scalar: { primitive: { stringValue: 'x' } } }
  const items = (...literals: JsonValue[]): JsonValue => ({ collection: { literals } })
  const keyed = (literals: Record<string, JsonValue>): JsonValue => ({ map: { literals } })

  it.each<[string, JsonValue, JsonValue]>([
    ['integer', one, int],
    ['datetime', { scalar: { primitive: { datetime: '2026-01-01T00:00:00Z' } } }, { simple: 'DATETIME' }],
    ['empty primitive', { scalar: { primitive: {} } }, none],
    ['none', { scalar: { noneType: {} } }, none],
    ['generic', { scalar: { generic: {} } }, struct],
    ['msgpack', { scalar: { binary: { tag: 'msgpack' } } }, struct],
    ['binary', { scalar: { binary: { tag: 'other' } } }, { simple: 'BINARY' }],
    ['error', { scalar: { error: {} } }, { simple: 'ERROR' }],
    ['blob', { scalar: { blob: { metadata: { type: { format: 'csv' } } } } }, { blob: { format: 'csv' } }],
    ['dataset without metadata', { scalar: { structuredDataset: {} } }, { structuredDatasetType: {} }],
    ['union', { scalar: { union: { value: one, type: int } } }, union(int)],
    ['offloaded', { offloadedMetadata: { uri: '/x', inferredType: list(int) } }, list(int)],
    ['list', items(one, one), list(int)],
    ['empty list', items(), list(none)],
    ['mixed list', items(text, one), list(union(int, string))],
    ['list of lists', items(items(one), items()), list(list(int))],
    ['list of empty lists', items(items(), items()), list(list(none))],
    ['empty map beside a full one', items(keyed({}), keyed({ a: text })), list(union(map(none), map(string)))],
    ['mixed lists in a list', items(items(one, text), items(one)), list(list(union(list(int), int, string)))],
    ['map', keyed({ a: one, b: one }), map(int)],
  ])('%s', (_, value, expected) => {
    const inferred = literalType(literal(value))
    expect(inferred && toJson(LiteralTypeSchema, inferred)).toEqual(toJson(LiteralTypeSchema, type(expected)))
  })

  it.each<[string, JsonValue]>([
    ['an empty literal', {}],
    ['an empty scalar', { scalar: {} }],
    ['a blob without metadata', { scalar: { blob: { uri: '/x' } } }],
  ])('knows no type of %s', (_, value) => {
    expect(literalType(literal(value))).toBeUndefined()
  })

  interface Typed {
    readonly value: JsonValue
    readonly type: JsonValue
  }

  const leaf = fc.constantFrom<Typed>({ value: one, type: int }, { value: text, type: string })
  const typed = fc.letrec<{ node: Typed }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.tuple(tie('node'), fc.nat(3)).map(([{ value, type: element }, n]) => ({
        value: items(...Array.from({ length: n }, () => value)),
        type: list(element),
      })),
      tie('node').map(({ value, type: element }) => ({ value: keyed({ a: value }), type: map(element) })),
      tie('node').map(({ value, type: element }) => ({
        value: { scalar: { union: { value, type: element } } },
        type: union(element, { simple: 'DATETIME' }),
      })),
    ),
  })).node

  it('infers a type that casts to the one the value was made for', () => {
    fc.assert(
      fc.property(typed, ({ value, type: made }) => {
        const inferred = literalType(literal(value))
        return inferred !== undefined && isCastable(inferred, type(made))
      }),
    )
  })
})

describe('typeName', () => {
  it.each<[JsonValue, string]>([
    [int, 'simple:INTEGER'],
    [struct, 'simple: STRUCT structure{}'],
    [
      { simple: 'STRUCT', structure: { dataclassType: { a: int } } },
      'simple: STRUCT structure{dataclass_type:{key:a value:{simple:INTEGER}}',
    ],
  ])('prints %j', (json, expected) => {
    expect(typeName(type(json))).toBe(expected)
  })

  it('prints an unknown type', () => {
    expect(typeName(undefined)).toBe('None')
    expect(typeName(create(LiteralTypeSchema, { type: { case: 'simple', value: SimpleType.NONE } }))).toBe(
      'simple:NONE',
    )
  })
})
