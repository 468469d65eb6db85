import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { LiteralSchema, type PrimitiveSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { literalLine } from './literal-line'
import { literalOfData } from './data-literal'
import { parseJson } from './json-text'
import { dictOf, FLOAT, INT, listOf, NONE, structType, TEXT, unionOf } from './literals.fixture'

type Value = NonNullable<MessageInitShape<typeof LiteralSchema>['value']>
const primitive = (value: NonNullable<MessageInitShape<typeof PrimitiveSchema>['value']>): Value => ({
  case: 'scalar',
  value: { value: { case: 'primitive', value: { value } } },
})

const cases: readonly (readonly [Value, string])[] = [
  [primitive({ case: 'integer', value: 9007199254740993n }), '9007199254740993'],
  [primitive({ case: 'floatValue', value: 2 }), '2.0'],
  [primitive({ case: 'stringValue', value: '' }), '""'],
  [primitive({ case: 'stringValue', value: 'two\nlines' }), '"two\\nlines"'],
  [primitive({ case: 'boolean', value: false }), 'False'],
  [primitive({ case: 'duration', value: { seconds: 90n } }), '1m 30s'],
  [primitive({ case: 'datetime', value: { seconds: 0n } }), '1970-01-01 00:00:00 UTC'],
  [{ case: 'collection', value: { literals: [{ value: primitive({ case: 'integer', value: 1n }) }] } }, '[1]'],
  [{ case: 'map', value: { literals: { a: { value: primitive({ case: 'boolean', value: true }) } } } }, '{"a": True}'],
  [{ case: 'scalar', value: { value: { case: 'blob', value: { uri: 's3://b/f' } } } }, 's3://b/f'],
  [{ case: 'scalar', value: { value: { case: 'generic', value: { a: 1 } } } }, '{"a": 1}'],
]

test.each(cases.map(([value, text]) => [text, value] as const))('%s, without its type', (text, value) => {
  expect(literalLine(create(LiteralSchema, { value }))).toBe(text)
})

test.each([
  ['{"a": [1, 2]}', dictOf(listOf(FLOAT)), '{"a": [1.0, 2.0]}'],
  ['null', unionOf(INT, NONE), 'None'],
  ['"x"', unionOf(INT, TEXT), '"x"'],
  [
    '{"name": "Ada"}',
    structType({}, { title: 'Customer', type: 'object', properties: { name: { type: 'string' } } }),
    'Customer{name: "Ada"}',
  ],
])('%s, with its type', (text, type, line) => {
  expect(literalLine(literalOfData(parseJson(text).data, type).literal, type)).toBe(line)
})
