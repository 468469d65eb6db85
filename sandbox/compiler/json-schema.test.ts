import type { JsonObject } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { acceptsJsonOf } from './json-schema'

const integer = { type: 'integer' }
const object = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  type: 'object',
  properties,
  required,
})
const tree = (key: string): JsonObject => ({
  $ref: `#/${key}/Tree`,
  [key]: { Tree: object({ left: { anyOf: [{ $ref: `#/${key}/Tree` }, { type: 'null' }] } }) },
})

describe('acceptsJsonOf', () => {
  it.each<[string, JsonObject, JsonObject, boolean]>([
    ['the same fields', object({ a: integer }), object({ a: integer }), true],
    ['another title', { ...object({ a: integer }), title: 'B' }, { ...object({ a: integer }), title: 'A' }, true],
    ['more fields for fewer', object({ a: integer }), object({ a: integer, b: integer }), true],
    ['fewer fields for more', object({ a: integer, b: integer }), object({ a: integer }), false],
    ['a missing optional field', object({ a: integer, b: integer }, ['a']), object({ a: integer }), true],
    ['an optional field for a required one', object({ a: integer }), object({ a: integer }, []), false],
    ['a field of another type', object({ a: integer }), object({ a: { type: 'string' } }), false],
    ['integer for number', object({ a: { type: 'number' } }), object({ a: integer }), true],
    ['number for integer', object({ a: integer }), object({ a: { type: 'number' } }), false],
    ['lists', { type: 'array', items: integer }, { type: 'array', items: integer }, true],
    ['lists of other items', { type: 'array', items: integer }, { type: 'array', items: { type: 'string' } }, false],
    ['a list of anything for a typed one', { type: 'array', items: integer }, { type: 'array' }, false],
    ['one of the alternatives', { anyOf: [integer, { type: 'null' }] }, integer, true],
    ['an alternative too many', integer, { anyOf: [integer, { type: 'null' }] }, false],
    ['alternatives as a list of types', { type: ['integer', 'null'] }, { type: ['null', 'integer'] }, true],
    ['fewer enum values', { enum: ['a', 'b'] }, { enum: ['a'] }, true],
    ['more enum values', { enum: ['a'] }, { enum: ['a', 'b'] }, false],
    ['any string for an enum', { type: 'string', enum: ['a'] }, { type: 'string' }, false],
    ['a constant', { const: 1 }, { const: 1 }, true],
    ['a recursive type', tree('definitions'), tree('$defs'), true],
    ['a reference to nothing', { $ref: '#/definitions/A' }, object({}), false],
    ['a foreign reference', { $ref: 'http://example.com/a' }, object({}), false],
    [
      'a reference for a plain schema',
      { $ref: '#/definitions/A', definitions: { A: object({ a: integer }) } },
      object({ a: integer }),
      true,
    ],
  ])('%s', (_, to, from, expected) => {
    expect(acceptsJsonOf(to, from)).toBe(expected)
  })
})
