import { expect, test } from 'vitest'
import { flytekitLiterals, structType } from './literals.fixture'
import { primitiveLiteral, scalarLiteral } from './make-literal'
import { pythonFloat } from './number-text'
import { importLines, pythonDict, pythonExpression } from './python-text'

/* flytekit made the same bytes of each of these expressions, given the hint as its type. */
test.each([
  ['int_max', '9223372036854775807', ''],
  ['float_integral', '1.0', ''],
  ['float_negative_zero', '-0.0', ''],
  ['float_nan', 'float("nan")', ''],
  ['str_spaces', '"  two  spaces, a comma \\n"', ''],
  ['bool_false', 'False', ''],
  ['datetime_micro', 'datetime(2026, 11, 22, 13, 4, 5, 1, tzinfo=timezone.utc)', ''],
  ['timedelta', 'timedelta(days=30, microseconds=1)', ''],
  ['timedelta_negative', '-timedelta(seconds=1, microseconds=500000)', ''],
  ['enum', '"huber"', ''],
  ['list_of_commas', '["a,b", "c d", ""]', ''],
  ['dict_int_keys', '{1: "a", -7: "b"}', ''],
  ['optional_none', 'None', ''],
  ['union_same_kind', '["x"]', ''],
  [
    'union_str_of_three',
    'Literal.from_flyte_idl(LiteralProto.FromString(b64decode("CiRKIgoVChMKERoPcmVsZWFzZS0yMDI2LTExEgkIA1oFCgNzdHI=")))',
    '',
  ],
  ['file_csv', 'FlyteFile("s3://bucket/a.csv")', ''],
  ['dataset', 'StructuredDataset(uri="s3://bucket/d", file_format="parquet")', ''],
  ['error', 'FlyteError(message="boom", failed_node_id="n1")', 'FlyteError'],
  ['dataclass_list', '[{"x": 1.0, "y": 0.0}, {"x": 2.0, "y": 0.0}]', 'list[dict]'],
])('%s', (name, text, hint) => {
  const [, type, literal] = flytekitLiterals.find(([each]) => each === name) ?? []
  if (!literal) throw new Error(`no ${name}`)
  expect(pythonExpression(literal, type)).toMatchObject({ text, hint })
})

test('nanoseconds, which Python does not have, go as bytes', () => {
  const literal = primitiveLiteral({ case: 'datetime', value: { seconds: 1n, nanos: 1 } })
  expect(pythonExpression(literal, undefined).text).toMatch(/^Literal\.from_flyte_idl/)
})

test('long values are broken into lines', () => {
  const words = Array.from({ length: 12 }, (_, index) => `a rather long word ${index}`)
  const literal = scalarLiteral({ case: 'generic', value: { words } })
  const { text, hint } = pythonDict({ params: literal }, { params: structType({}, { title: 'P' }) })
  expect(text.split('\n').slice(0, 4)).toEqual([
    '{',
    '    "params": {',
    '        "words": [',
    '            "a rather long word 0",',
  ])
  expect(hint).toBe('{"params": dict}')
})

test('imports of one module stand together', () => {
  expect(
    importLines([
      'from flytekit import b',
      'from datetime import timedelta',
      'from flytekit import a',
      'from datetime import datetime',
    ]),
  ).toEqual(['from datetime import datetime, timedelta', 'from flytekit import a, b'])
})

test.each([
  [1e16, '1e+16'],
  [123456789012345.0, '123456789012345.0'],
  [1.5e-5, '1.5e-05'],
  [0.0001, '0.0001'],
  [5e-324, '5e-324'],
  [1.2345678901234568e17, '1.2345678901234568e+17'],
  [-0.0, '-0.0'],
])('%d is %s in Python', (value, text) => expect(pythonFloat(value)).toBe(text))
