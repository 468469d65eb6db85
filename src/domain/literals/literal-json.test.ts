import { create, equals, fromBinary, toJson } from '@bufbuild/protobuf'
import { base64Decode } from '@bufbuild/protobuf/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import fixture from './flytekit-literals.fixture.json'
import { type Json, jsonNumber, parseJson, printJson } from './old-json-text'
import { jsonToLiteral, LiteralProblem, literalToJson } from './literal-json'
import { decodeMsgpack, encodeMsgpack } from './old-msgpack'
import { typeName } from './old-type-name'

const simple = (value: SimpleType) => create(LiteralTypeSchema, { type: { case: 'simple', value } })
const INT = simple(SimpleType.INTEGER)
const FLOAT = simple(SimpleType.FLOAT)
const STRING = simple(SimpleType.STRING)
const listOf = (value: LiteralType) => create(LiteralTypeSchema, { type: { case: 'collectionType', value } })
const dictOf = (value: LiteralType) => create(LiteralTypeSchema, { type: { case: 'mapValueType', value } })
const unionOf = (...variants: LiteralType[]) =>
  create(LiteralTypeSchema, { type: { case: 'unionType', value: { variants } } })

describe('literals that flytekit made', () => {
  test.each(Object.entries(fixture))('%s survives its JSON form, also as text', (_name, { type, literal }) => {
    const declared = fromBinary(LiteralTypeSchema, base64Decode(type))
    const original = fromBinary(LiteralSchema, base64Decode(literal))
    const json = literalToJson(original, declared)
    const again = jsonToLiteral(parseJson(printJson(json)), declared)
    if (!equals(LiteralSchema, again, original)) {
      // The order of keys and the width of numbers in msgpack may differ; the value may not.
      expect(toJson(LiteralSchema, again)).toEqual(toJson(LiteralSchema, original))
    }
  })
})

const jsonValues: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).map((value) => jsonNumber(String(value))),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value) => jsonNumber(/[.e]/.test(String(value)) ? String(value) : `${value}.0`)),
    fc.array(tie('value'), { maxLength: 20 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 20 }),
  ),
})).value

describe('any value', () => {
  test('survives msgpack, text and back', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        expect(printJson(decodeMsgpack(encodeMsgpack(value)))).toBe(printJson(value))
        expect(printJson(parseJson(printJson(value)))).toBe(printJson(value))
      }),
    )
  })

  test('int64 keeps every digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const literal = jsonToLiteral(parseJson(String(value)), INT)
        expect(printJson(literalToJson(literal, INT))).toBe(String(value))
      }),
    )
  })

  test('lists and dicts of texts pass untouched: commas, blanks, empty ones', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.string())), (value) => {
        const type = dictOf(listOf(STRING))
        const json = parseJson(JSON.stringify(value))
        expect(JSON.parse(printJson(literalToJson(jsonToLiteral(json, type), type)))).toEqual(
          JSON.parse(JSON.stringify(value)),
        )
      }),
    )
  })
})

describe('what people type', () => {
  test.each([
    ['1', FLOAT, '1.0'],
    ['"NaN"', FLOAT, '"NaN"'],
    ['"1h30m"', simple(SimpleType.DURATION), '"1h30m"'],
    ['5400', simple(SimpleType.DURATION), '"1h30m"'],
    ['"PT1H30M"', simple(SimpleType.DURATION), '"1h30m"'],
    ['"2026-01-02"', simple(SimpleType.DATETIME), '"2026-01-02T00:00:00Z"'],
    ['"2026-01-02T03:04:05.000000001+01:00"', simple(SimpleType.DATETIME), '"2026-01-02T02:04:05.000000001Z"'],
    ['null', unionOf(INT, simple(SimpleType.NONE)), 'null'],
    ['7', unionOf(INT, simple(SimpleType.NONE)), '7'],
    ['"x"', unionOf(INT, STRING), '{"type":"str","value":"x"}'],
  ])('%s', (text, type, again) =>
    expect(printJson(literalToJson(jsonToLiteral(parseJson(text), type), type))).toBe(again),
  )

  test.each([
    ['"0,2"', FLOAT, 'This is not a number.', '0.2'],
    ['1.5', INT, 'A whole number is needed.', undefined],
    ['2.0', INT, 'A whole number is needed.', '2'],
    ['9223372036854775808', INT, 'The number does not fit into 64 bits.', undefined],
    ['["a", 1]', listOf(STRING), '1: A text in quotes is needed.', '"1"'],
    ['"31 February"', simple(SimpleType.DATETIME), 'A time is needed, such as "2026-01-02T03:04:05Z".', undefined],
    [
      '"2026-02-31T00:00:00Z"',
      simple(SimpleType.DATETIME),
      'A time is needed, such as "2026-01-02T03:04:05Z".',
      undefined,
    ],
  ])('%s is refused with the place, the reason and the repair', (text, type, message, repair) => {
    let problem: unknown
    try {
      jsonToLiteral(parseJson(text), type)
    } catch (error) {
      problem = error
    }
    expect(problem).toBeInstanceOf(LiteralProblem)
    expect(problem).toMatchObject({ message, repair })
  })

  test('a float field of a dataclass stays a float', () => {
    const type = create(LiteralTypeSchema, {
      type: { case: 'simple', value: SimpleType.STRUCT },
      structure: { dataclassType: { rate: FLOAT, count: INT } },
    })
    expect(printJson(literalToJson(jsonToLiteral(parseJson('{"rate": 1, "count": 1}'), type), type))).toBe(
      '{"rate":1.0,"count":1}',
    )
  })
})

test('types are named as in Python', () => {
  expect(typeName(dictOf(unionOf(INT, simple(SimpleType.NONE))))).toBe('dict[str, int | None]')
  expect(typeName(create(LiteralTypeSchema, { type: { case: 'blob', value: { format: 'csv' } } }))).toBe(
    'FlyteFile[csv]',
  )
})
