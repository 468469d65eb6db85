import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { enumType, flytekitLiterals, INT, listOf, NONE, TEXT, unionOf } from './literals.fixture'
import { primitiveLiteral, scalarLiteral } from './make-literal'
import { inlineTokens, literalNode, sizeWords, type ValueNode } from './value-tree'
import { valueRows } from './value-rows'

/** A node as one line of text. */
function line(node: ValueNode): string {
  switch (node.kind) {
    case 'leaf':
      return `${node.tokens.map(({ text }) => text).join('')}${node.note === '' ? '' : ` · ${node.note}`}`
    case 'branch': {
      const tokens = inlineTokens(node, 80)
      return tokens ? tokens.map(({ text }) => text).join('') : `${node.title} ${sizeWords(node)}`
    }
    case 'stored':
      return `${node.what} ${node.uri} ${node.format}`.trim()
    case 'union':
      return `${node.variants.map((name, at) => (at === node.chosen ? `[${name}]` : name)).join(' ')} ${line(node.value)}`
    case 'passage':
      return `passage of ${node.text.length}`
    case 'apart':
      return `apart ${node.uri} ${node.bytes}`
  }
}

test.each([
  ['int_max', '9223372036854775807 · 9,223,372,036,854,775,807'],
  ['int_zero', '0'],
  ['float_integral', '1.0'],
  ['float_nan', 'nan'],
  ['str_empty', '"" · an empty string'],
  ['str_spaces', 'passage of 24'],
  ['bool_false', 'False'],
  ['datetime_micro', '2026-11-22 13:04:05.000001 UTC'],
  ['timedelta', '30d 0.000001s'],
  ['enum', '"huber" · of squared_error, huber'],
  ['list_of_commas', '["a,b", "c d", ""]'],
  ['list_nested', '[[1.0, 2.5], []]'],
  ['map', '{"10": 3, "a": 2, "b": 1}'],
  ['dict_int_keys', '{1: "a", -7: "b"}'],
  ['optional_none', 'None'],
  ['optional_int', '3'],
  ['union_str_of_three', 'FlyteFile [str] None "release-2026-11"'],
  ['union_same_kind', 'list[int] [list[str]] ["x"]'],
  ['file_csv', 'file s3://bucket/a.csv csv'],
  ['directory', 'folder s3://bucket/dir'],
  ['dataset', 'dataset s3://bucket/d parquet'],
  ['error', 'FlyteError 2 fields'],
  ['dataclass', 'TrainParams 11 fields'],
])('%s', (name, text) => {
  const [, type, literal] = flytekitLiterals.find(([each]) => each === name) ?? []
  expect(line(literalNode(literal, type))).toBe(text)
})

describe('what is not known', () => {
  test('is said, and breaks nothing', () => {
    expect(line(literalNode(undefined, INT))).toBe('no value')
    expect(line(literalNode(create(LiteralSchema), INT))).toBe('a kind of value that this version does not know')
    expect(
      line(literalNode(scalarLiteral({ case: 'binary', value: { tag: 'x', value: Uint8Array.of(1, 255) } }), TEXT)),
    ).toBe('01 ff · 2 bytes, x')
  })

  test('a value of another type than declared is shown as what it is', () => {
    expect(line(literalNode(primitiveLiteral({ case: 'integer', value: 5n }), listOf(TEXT)))).toBe('5')
    expect(line(literalNode(primitiveLiteral({ case: 'stringValue', value: 'x' }), unionOf(INT, NONE)))).toBe('"x"')
    expect(line(literalNode(primitiveLiteral({ case: 'stringValue', value: 'x' }), enumType('a', 'b')))).toBe(
      '"x" · of a, b',
    )
  })
})

test('rows open where they are opened, with the types of fields', () => {
  const [, type, literal] = flytekitLiterals.find(([each]) => each === 'dataclass') ?? []
  const root = literalNode(literal, type)
  if (root.kind !== 'branch') throw new Error('no branch')
  const rows = valueRows(root, (path) => path === '4')
  expect(
    rows
      .slice(4, 8)
      .map(({ path, depth, open, child, summary }) => [path, depth, open, child.label, child.type, summary]),
  ).toEqual([
    ['4', 0, true, 'origin', 'Point', '2 fields'],
    ['4.0', 1, undefined, 'x', 'float', ''],
    ['4.1', 1, undefined, 'y', 'float', ''],
    ['5', 0, false, 'grid', 'list[Point]', '1 item'],
  ])
})
