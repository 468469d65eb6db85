import { create, toBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, isMap, withEntry } from './data'
import { asVariant, literalOfData, resolveVariant } from './data-literal'
import { emptyData } from './default-data'
import { parseJson, printJson } from './json-text'
import { dataOfLiteral } from './literal-data'
import { adoptedData, editedLiteral } from './literal-edit'
import {
  BOOL,
  dictOf,
  enumType,
  fileType,
  FLOAT,
  flytekitLiterals,
  INT,
  LENGTH,
  listOf,
  NONE,
  simpleType,
  structType,
  TEXT,
  TIME,
  unionOf,
} from './literals.fixture'
import { noneLiteral, primitiveLiteral, scalarLiteral } from './make-literal'

const bytesOf = (literal: Literal | undefined) =>
  literal && Buffer.from(toBinary(LiteralSchema, literal)).toString('hex')
const data = (text: string) => parseJson(text).data
const shown = (literal: Literal, type: LiteralType) => printJson(dataOfLiteral(literal, type))

function problemOf(value: Data, type: LiteralType) {
  const [problem] = literalOfData(value, type).problems
  return problem && [problem.path.join('.'), problem.message, problem.repair && printJson(problem.repair)]
}

const POINT = structType(
  {},
  {
    type: 'object',
    title: 'Point',
    required: ['x'],
    additionalProperties: false,
    properties: {
      x: { type: 'number' },
      y: { type: 'number', default: 0 },
      names: { type: 'object', propertyNames: { type: 'integer' } },
    },
  },
)

describe('what people type', () => {
  test.each([
    ['1', FLOAT, '1.0'],
    ['"1_000.5"', FLOAT, '1000.5'],
    ['"nan"', FLOAT, 'NaN'],
    ['"-inf"', FLOAT, '-Infinity'],
    ['"1_000"', INT, '1000'],
    ['"True"', BOOL, 'true'],
    ['"1h30m"', LENGTH, '"1h30m"'],
    ['5400', LENGTH, '"1h30m"'],
    ['0.25', LENGTH, '"0.25s"'],
    ['"PT1H30M"', LENGTH, '"1h30m"'],
    ['"2 days"', LENGTH, '"2d"'],
    ['"1:30:00"', LENGTH, '"1h30m"'],
    ['"2026-01-02"', TIME, '"2026-01-02T00:00:00Z"'],
    ['"2026-01-02 03:04"', TIME, '"2026-01-02T03:04:00Z"'],
    ['"2026-01-02T03:04:05.000000001+01:00"', TIME, '"2026-01-02T02:04:05.000000001Z"'],
    ['"s3://b/f"', fileType('csv'), '"s3://b/f"'],
    ['{"uri": "s3://b/f", "format": "txt"}', fileType('csv'), '{"uri": "s3://b/f", "format": "txt"}'],
    ['7', unionOf(FLOAT, NONE), '7.0'],
    ['7', unionOf(INT, FLOAT), '7'],
    ['7.0', unionOf(INT, FLOAT), '7.0'],
    ['"x"', unionOf(TEXT, NONE), '"x"'],
    ['{"x": 1, "names": {"7": "a"}}', POINT, '{"x": 1.0, "names": {"$entries": [[7, "a"]]}}'],
  ])('%s is taken', (text, type, expected) => {
    const { literal, problems } = literalOfData(data(text), type)
    expect(problems).toEqual([])
    expect(literal && shown(literal, type)).toBe(expected)
  })

  test.each<[string, LiteralType, readonly unknown[]]>([
    ['"0,2"', FLOAT, ['', 'Not a number.', '0.2']],
    ['"1 000"', FLOAT, ['', 'Not a number.', '1000.0']],
    ['"50%"', FLOAT, ['', 'Not a number.', '0.5']],
    [
      '9007199254740993',
      FLOAT,
      ['', 'A float cannot hold all these digits: it would be 9007199254740992.', '9007199254740992.0'],
    ],
    ['2.0', INT, ['', 'Not a whole number.', '2']],
    ['"1,000"', INT, ['', 'Not a whole number.', '1000']],
    ['"two"', INT, ['', 'Not a whole number.', undefined]],
    ['9223372036854775808', INT, ['', 'The number does not fit into 64 bits.', undefined]],
    ['"yes"', BOOL, ['', 'True or False is needed.', 'true']],
    ['1.0', TEXT, ['', 'A text is needed; this is a number.', '"1.0"']],
    ['"31 February"', TIME, ['', 'A date and time is needed, such as 2026-01-02T03:04:05Z.', undefined]],
    ['"2026-02-31T00:00:00Z"', TIME, ['', 'A date and time is needed, such as 2026-01-02T03:04:05Z.', undefined]],
    ['"2026/1/2"', TIME, ['', 'A date and time is needed, such as 2026-01-02T03:04:05Z.', '"2026-01-02T00:00:00Z"']],
    ['1767323045', TIME, ['', 'A date and time is needed, such as 2026-01-02T03:04:05Z.', '"2026-01-02T03:04:05Z"']],
    ['"Gren"', enumType('red', 'green'), ['', 'Choose one of red, green.', '"green"']],
    ['"a"', listOf(TEXT), ['', 'A list is needed.', '["a"]']],
    ['["a", 1]', listOf(TEXT), ['1', 'A text is needed; this is a number.', '"1"']],
    ['{"k": ["1,5"]}', dictOf(listOf(FLOAT)), ['k.0', 'Not a number.', '1.5']],
    ['{"y": 2}', POINT, ['x', 'A value is needed.', undefined]],
    ['{"x": 2, "z": 1}', POINT, ['z', 'Point has no field “z”.', undefined]],
    ['{"x": "0,5"}', POINT, ['x', 'Not a number.', '0.5']],
    ['""', fileType(), ['', 'A location is needed, such as s3://bucket/file.', undefined]],
    ['"x"', unionOf(INT, NONE), ['', 'Not a whole number.', undefined]],
    [
      '"x"',
      unionOf(fileType(), TEXT),
      ['', 'This could be FlyteFile or str: say which.', '{"$variant": "FlyteFile", "$value": "x"}'],
    ],
    ['true', unionOf(INT, listOf(INT)), ['', 'This fits none of int, list[int].', undefined]],
    [
      '{"$variant": "float", "$value": 1}',
      unionOf(INT, TEXT),
      ['', 'There is no variant “float”. Choose one of int, str.', undefined],
    ],
  ])('%s is refused: where, why, and what was meant', (text, type, expected) =>
    expect(problemOf(data(text), type)).toEqual(expected),
  )

  test('variants of the same kind are told apart by name', () => {
    const variants = [listOf(INT), listOf(TEXT), fileType('csv'), fileType('csv')]
    expect(resolveVariant(data('["1"]'), variants)).toBe(1)
    expect(printJson(asVariant([], variants, 1))).toBe('{"$variant": "list[str]", "$value": []}')
    expect(printJson(asVariant('s3://x', variants, 3))).toBe('{"$variant": "FlyteFile[csv] #2", "$value": "s3://x"}')
  })
})

describe('editing', () => {
  test.each(flytekitLiterals)('%s, not edited, is the same literal', (_name, type, literal) => {
    const made = editedLiteral(parseJson(printJson(dataOfLiteral(literal, type))).data, type, literal)
    expect(made.literal).toBe(literal)
  })

  test('what stands beside the edit keeps its hash, its encoding and its bytes', () => {
    // 5 as an int64: a writer of msgpack would take one byte.
    const odd = scalarLiteral({
      case: 'binary',
      value: { tag: 'msgpack', value: Uint8Array.of(0xd3, 0, 0, 0, 0, 0, 0, 0, 5) },
    })
    const hashed = create(LiteralSchema, { ...odd, hash: 'h' })
    const type = listOf(structType())
    const literal = create(LiteralSchema, { value: { case: 'collection', value: { literals: [hashed, odd] } } })
    const before = dataOfLiteral(literal, type)
    if (!Array.isArray(before)) throw new Error('no list')
    const { literal: after } = editedLiteral([...(before as readonly Data[]), 6n], type, literal)
    const items = after?.value.case === 'collection' ? after.value.value.literals : []
    expect(items.slice(0, 2).map(bytesOf)).toEqual([bytesOf(hashed), bytesOf(odd)])
    expect(items).toHaveLength(3)
  })

  test('a struct in the older form stays in it', () => {
    const literal = scalarLiteral({ case: 'generic', value: { x: 1, y: 2.5 } })
    const before = dataOfLiteral(literal, structType())
    if (!isMap(before)) throw new Error('no map')
    const { literal: after } = editedLiteral(withEntry(before, 'y', 3.5), structType(), literal)
    expect(bytesOf(after)).toBe(bytesOf(scalarLiteral({ case: 'generic', value: { x: 1, y: 3.5 } })))
  })

  test('a default of None for an Optional is None of its variant once it is written down', () => {
    const type = unionOf(INT, NONE)
    expect(shown(noneLiteral(), type)).toBe('null')
    expect(bytesOf(literalOfData(null, type).literal)).toBe(
      bytesOf(scalarLiteral({ case: 'union', value: { value: noneLiteral(), type: NONE } })),
    )
  })

  test('a value of another version is taken in the spelling of its new type, or shown for what it is', () => {
    const five = primitiveLiteral({ case: 'integer', value: 5n })
    expect(adoptedData(five, FLOAT)).toBe(5n)
    expect(literalOfData(adoptedData(five, FLOAT), FLOAT).literal).toEqual(
      primitiveLiteral({ case: 'floatValue', value: 5 }),
    )
    expect(problemOf(adoptedData(five, TEXT), TEXT)).toEqual(['', 'A text is needed; this is a number.', '"5"'])
  })

  test('an offloaded value goes on by reference', () => {
    const literal = create(LiteralSchema, {
      value: { case: 'offloadedMetadata', value: { uri: 's3://b/o', sizeBytes: 12_000_000n } },
    })
    expect(bytesOf(editedLiteral(adoptedData(literal, listOf(INT)), listOf(INT), undefined).literal)).toBe(
      bytesOf(literal),
    )
  })
})

test.each<[LiteralType, string | undefined]>([
  [TEXT, '""'],
  [INT, undefined],
  [listOf(INT), '[]'],
  [dictOf(INT), '{}'],
  [unionOf(INT, NONE), 'null'],
  [simpleType(SimpleType.STRUCT), '{}'],
  [POINT, '{"y": 0.0}'],
])('an empty value of a type', (type, expected) => {
  const value = emptyData(type)
  expect(value === undefined ? undefined : printJson(value)).toBe(expected)
})
