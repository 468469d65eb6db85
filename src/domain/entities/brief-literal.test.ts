import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { LiteralSchema, type PrimitiveSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { briefLiteral } from './brief-literal'

type Value = NonNullable<MessageInitShape<typeof LiteralSchema>['value']>
const primitive = (value: NonNullable<MessageInitShape<typeof PrimitiveSchema>['value']>): Value => ({
  case: 'scalar',
  value: { value: { case: 'primitive', value: { value } } },
})

const cases: readonly (readonly [Value | undefined, string])[] = [
  [undefined, 'None'],
  [primitive({ case: 'integer', value: 9007199254740993n }), '9007199254740993'],
  [primitive({ case: 'floatValue', value: 2 }), '2.0'],
  [primitive({ case: 'stringValue', value: '' }), '""'],
  [primitive({ case: 'boolean', value: false }), 'False'],
  [primitive({ case: 'duration', value: { seconds: 90n } }), '90s'],
  [primitive({ case: 'datetime', value: { seconds: 0n } }), '1970-01-01T00:00:00.000Z'],
  [
    { case: 'collection', value: { literals: [{ value: primitive({ case: 'integer', value: 1n }) }, {}] } },
    '[1, None]',
  ],
  [{ case: 'map', value: { literals: { a: { value: primitive({ case: 'boolean', value: true }) } } } }, '{"a": True}'],
  [{ case: 'scalar', value: { value: { case: 'blob', value: { uri: 's3://b/f' } } } }, 's3://b/f'],
  [{ case: 'scalar', value: { value: { case: 'generic', value: { a: 1 } } } }, '{"a":1}'],
]

test.each(cases.map(([value, text]) => [text, value] as const))('%s', (text, value) => {
  expect(briefLiteral(create(LiteralSchema, value === undefined ? {} : { value }))).toBe(text)
})
