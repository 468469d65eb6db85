import { create, fromBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import {
  BlobType_BlobDimensionality,
  type LiteralType,
  LiteralTypeSchema,
  SimpleType,
} from '../../api/gen/flyteidl/core/types_pb'
import {
  dictOf,
  enumType,
  fileType,
  flytekitLiterals,
  INT,
  listOf,
  NONE,
  simpleType,
  TEXT,
  unionOf,
} from './literals.fixture'
import { shapeName, shapeOfLiteralType } from './struct-shape'
import { typeName, typeNote, variantName } from './type-name'

const recorded = (name: string) => flytekitLiterals.find(([each]) => each === name)?.[1]

test.each<[LiteralType | undefined, string]>([
  [listOf(TEXT), 'list[str]'],
  [dictOf(listOf(INT)), 'dict[str, list[int]]'],
  [unionOf(INT, NONE), 'int | None'],
  [unionOf(fileType(), TEXT, NONE), 'Union[FlyteFile, str, None]'],
  [fileType('csv'), 'FlyteFile[csv]'],
  [fileType('', BlobType_BlobDimensionality.MULTIPART), 'FlyteDirectory'],
  [
    create(LiteralTypeSchema, { type: { case: 'structuredDatasetType', value: { format: 'parquet' } } }),
    'StructuredDataset[parquet]',
  ],
  [
    create(LiteralTypeSchema, {
      type: { case: 'blob', value: { format: 'PythonPickle' } },
      metadata: { python_class_name: "<class 'models.Hero'>" },
    }),
    'Hero',
  ],
  [enumType('a'), 'Enum'],
  [recorded('literal_choice'), 'Literal["a", "b"]'],
  [recorded('literal_choice_int'), 'Literal[1, 2]'],
  [recorded('dataclass'), 'TrainParams'],
  [recorded('pydantic'), 'Settings'],
  [recorded('dict_int_keys'), 'dict'],
  [fromBinary(LiteralTypeSchema, Uint8Array.of(0x08, 42)), 'unknown (42)'],
  [create(LiteralTypeSchema), 'unknown'],
  [simpleType(SimpleType.STRUCT), 'dict'],
])('types are named as in Python: %#', (type, name) => expect(typeName(type)).toBe(name))

test('what a name does not tell is noted', () => {
  expect([recorded('dataclass'), recorded('pydantic'), INT].map(typeNote)).toEqual(['dataclass', 'model', ''])
})

test('variants of one name are numbered', () => {
  expect([0, 1, 2].map((at) => variantName([INT, TEXT, INT], at))).toEqual(['int #1', 'str', 'int #2'])
})

function fieldsOf(type: LiteralType | undefined) {
  const shape = type && shapeOfLiteralType(type)
  return shape?.kind === 'object'
    ? Object.fromEntries(
        shape.fields.map((field) => [field.name + (field.required ? '*' : ''), shapeName(field.shape)]),
      )
    : shape
}

test('the fields of a dataclass, by mashumaro', () => {
  expect(fieldsOf(recorded('dataclass'))).toEqual({
    'n_estimators*': 'int',
    data: 'FlyteFile | None',
    grid: 'list[Point]',
    loss: 'Literal',
    max_depth: 'int | None',
    names: 'dict[int, str]',
    origin: 'Point',
    rate: 'float',
    since: 'datetime',
    weights: 'dict[str, float]',
    window: 'timedelta',
  })
})

test('the fields of a model, by pydantic, with references', () => {
  expect(fieldsOf(recorded('pydantic'))).toEqual({
    'seed*': 'int',
    parent: 'Inner | None',
    ratio: 'float',
    stop: 'Inner',
    tags: 'list[str]',
  })
})

test('the fields of an old dataclass, by marshmallow', () => {
  const metadata = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: '#/definitions/DatumSchema',
    definitions: {
      DatumSchema: {
        type: 'object',
        required: ['x'],
        additionalProperties: false,
        properties: {
          x: { title: 'x', type: 'number', format: 'integer' },
          note: { title: 'note', type: ['string', 'null'], default: null },
          parent: { type: 'object', $ref: '#/definitions/DatumSchema' },
        },
      },
    },
  }
  const type = create(LiteralTypeSchema, { type: { case: 'simple', value: SimpleType.STRUCT }, metadata })
  expect(typeName(type)).toBe('Datum')
  expect(fieldsOf(type)).toEqual({ 'x*': 'int', note: 'str | None', parent: 'Datum' })
})
