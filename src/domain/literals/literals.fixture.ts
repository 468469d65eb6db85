import { clone, create, fromBinary } from '@bufbuild/protobuf'
import { base64Decode } from '@bufbuild/protobuf/wire'
import fc from 'fast-check'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import {
  BlobType_BlobDimensionality,
  type LiteralType,
  LiteralTypeSchema,
  SchemaType_SchemaColumn_SchemaColumnType,
  SimpleType,
  TypeStructureSchema,
} from '../../api/gen/flyteidl/core/types_pb'
import { type Data, Extension } from './data'
import { noneLiteral, primitiveLiteral, scalarLiteral } from './make-literal'
import { encodeMsgpack } from './msgpack'
import recorded from './flytekit-literals.fixture.json'

export const simpleType = (value: SimpleType, tag = '') =>
  create(LiteralTypeSchema, { type: { case: 'simple', value }, ...(tag === '' ? {} : { structure: { tag } }) })
export const INT = simpleType(SimpleType.INTEGER)
export const FLOAT = simpleType(SimpleType.FLOAT)
export const TEXT = simpleType(SimpleType.STRING)
export const BOOL = simpleType(SimpleType.BOOLEAN)
export const TIME = simpleType(SimpleType.DATETIME)
export const LENGTH = simpleType(SimpleType.DURATION)
export const NONE = simpleType(SimpleType.NONE, 'none')
export const listOf = (value: LiteralType) => create(LiteralTypeSchema, { type: { case: 'collectionType', value } })
export const dictOf = (value: LiteralType) => create(LiteralTypeSchema, { type: { case: 'mapValueType', value } })
export const unionOf = (...variants: LiteralType[]) =>
  create(LiteralTypeSchema, { type: { case: 'unionType', value: { variants } } })
export const fileType = (format = '', dimensionality = BlobType_BlobDimensionality.SINGLE) =>
  create(LiteralTypeSchema, { type: { case: 'blob', value: { format, dimensionality } } })
export const enumType = (...values: string[]) =>
  create(LiteralTypeSchema, { type: { case: 'enumType', value: { values } } })

const MSGPACK_NOTE = { annotations: { 'cache-key-metadata': { 'serialization-format': 'msgpack' } } }
export const structType = (fields: Readonly<Record<string, LiteralType>> = {}, metadata?: LiteralType['metadata']) =>
  create(LiteralTypeSchema, {
    type: { case: 'simple', value: SimpleType.STRUCT },
    annotation: MSGPACK_NOTE,
    ...(metadata ? { metadata } : {}),
    ...(Object.keys(fields).length > 0 ? { structure: { dataclassType: { ...fields } } } : {}),
  })

/** Types and literals that real flytekit made, by name. */
export const flytekitLiterals: readonly (readonly [string, LiteralType, Literal])[] = Object.entries(recorded).map(
  ([name, { type, literal }]) => [
    name,
    fromBinary(LiteralTypeSchema, base64Decode(type)),
    fromBinary(LiteralSchema, base64Decode(literal)),
  ],
)

const bytes = fc.uint8Array({ maxLength: 40 })
const key = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('$value', '$literal', '$bytes', '$entries', '1', ''))
  .filter((name) => name !== '__proto__')

/** Any value that msgpack can hold. */
export const anyData: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'null',
      'true',
      '1',
      '1.0',
      '.nan',
      '- a',
      'a: b',
      '# c',
      'line\nline\n',
      ' lead',
      'a\n\n b',
      '---',
      '~',
      '0x1F',
      '2026-01-01',
    ),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    fc.double(),
    bytes,
    fc.tuple(fc.integer({ min: -128, max: 127 }), bytes).map(([code, value]) => new Extension(code, value)),
    fc.array(tie('data'), { maxLength: 6 }),
    fc
      .uniqueArray(
        fc.tuple(fc.oneof(key, fc.bigInt({ min: -300n, max: 300n }), fc.boolean(), fc.constant(null)), tie('data')),
        {
          selector: ([name]) => name,
          maxLength: 6,
        },
      )
      .map((entries) => new Map<Data, Data>(entries)),
  ),
})).data

function tagged(type: LiteralType, tag: string): LiteralType {
  const variant = clone(LiteralTypeSchema, type)
  variant.structure = create(TypeStructureSchema, { tag, dataclassType: type.structure?.dataclassType ?? {} })
  return variant
}

/** A type with a literal of it, as flytekit would write it. */
export type Typed = readonly [LiteralType, Literal]

const primitives: fc.Arbitrary<Typed> = fc.oneof(
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((value): Typed => [INT, primitiveLiteral({ case: 'integer', value })]),
  fc.double().map((value): Typed => [FLOAT, primitiveLiteral({ case: 'floatValue', value })]),
  fc
    .string({ unit: 'binary' })
    .filter(wellFormed)
    .map((value): Typed => [TEXT, primitiveLiteral({ case: 'stringValue', value })]),
  fc.boolean().map((value): Typed => [BOOL, primitiveLiteral({ case: 'boolean', value })]),
  fc
    .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.nat(999_999_999))
    .map(([seconds, nanos]): Typed => [
      TIME,
      primitiveLiteral({ case: 'datetime', value: { seconds: BigInt(seconds), nanos } }),
    ]),
  fc
    .tuple(fc.bigInt({ min: -315_576_000_000n, max: 315_576_000_000n }), fc.nat(999_999_999))
    .map(([seconds, nanos]): Typed => [
      LENGTH,
      primitiveLiteral({ case: 'duration', value: { seconds, nanos: seconds < 0n ? -nanos : nanos } }),
    ]),
  fc.constant<Typed>([simpleType(SimpleType.NONE), noneLiteral()]),
  fc
    .constantFrom('red', 'green')
    .map((value): Typed => [enumType('red', 'green'), primitiveLiteral({ case: 'stringValue', value })]),
)

function wellFormed(text: string): boolean {
  return text.isWellFormed()
}

const uri = fc.webUrl()
const stored: fc.Arbitrary<Typed> = fc.oneof(
  fc
    .record({ uri, format: fc.constantFrom('', 'csv'), other: fc.boolean(), folder: fc.boolean() })
    .map(({ uri: place, format, other, folder }): Typed => {
      const dimensionality = folder ? BlobType_BlobDimensionality.MULTIPART : BlobType_BlobDimensionality.SINGLE
      return [
        fileType(format, dimensionality),
        scalarLiteral({
          case: 'blob',
          value: { uri: place, metadata: { type: { format: other ? 'txt' : format, dimensionality } } },
        }),
      ]
    }),
  fc
    .record({ uri, format: fc.constantFrom('', 'parquet'), columns: fc.boolean() })
    .map(({ uri: place, format, columns }): Typed => {
      const structuredDatasetType = { format, columns: columns ? [{ name: 'a', literalType: INT }] : [] }
      return [
        create(LiteralTypeSchema, { type: { case: 'structuredDatasetType', value: {} } }),
        scalarLiteral({ case: 'structuredDataset', value: { uri: place, metadata: { structuredDatasetType } } }),
      ]
    }),
  uri.map((place): Typed => {
    const type = { columns: [{ name: 'x', type: SchemaType_SchemaColumn_SchemaColumnType.FLOAT }] }
    return [
      create(LiteralTypeSchema, { type: { case: 'schema', value: type } }),
      scalarLiteral({ case: 'schema', value: { uri: place, type } }),
    ]
  }),
)

const structs: fc.Arbitrary<Typed> = fc.oneof(
  anyData
    .filter(noDuplicates)
    .map((data): Typed => [
      structType(),
      scalarLiteral({ case: 'binary', value: { tag: 'msgpack', value: encodeMsgpack(data) } }),
    ]),
  fc
    .record({ rate: fc.double(), count: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) })
    .map((fields): Typed => [
      structType({ rate: FLOAT, count: INT }),
      scalarLiteral({
        case: 'binary',
        value: { tag: 'msgpack', value: encodeMsgpack(new Map<Data, Data>(Object.entries(fields))) },
      }),
    ]),
  fc
    .tuple(bytes, fc.string())
    .map(([value, tag]): Typed => [
      simpleType(SimpleType.BINARY),
      scalarLiteral({ case: 'binary', value: { value, tag } }),
    ]),
  fc
    .tuple(fc.string(), fc.string())
    .map(([failedNodeId, message]): Typed => [
      simpleType(SimpleType.ERROR),
      scalarLiteral({ case: 'error', value: { failedNodeId, message } }),
    ]),
)

/** Texts that are no Unicode cannot be written as UTF-8. */
function noDuplicates(data: Data): boolean {
  return !JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value] : value,
  ).match(/\\ud[89a-f]/)
}

/** Any type with a literal of it. */
export const typedLiteral: fc.Arbitrary<Typed> = fc.letrec<{ typed: Typed }>((tie) => ({
  typed: fc.oneof(
    { maxDepth: 3 },
    primitives,
    stored,
    structs,
    fc.tuple(tie('typed'), fc.nat(4)).map(([[type, literal], count]): Typed => [
      listOf(type),
      create(LiteralSchema, {
        value: { case: 'collection', value: { literals: Array.from({ length: count }, () => literal) } },
      }),
    ]),
    fc
      .tuple(tie('typed'), fc.uniqueArray(key.filter(wellFormed), { maxLength: 4 }))
      .map(([[type, literal], keys]): Typed => [
        dictOf(type),
        create(LiteralSchema, {
          value: { case: 'map', value: { literals: Object.fromEntries(keys.map((name) => [name, literal])) } },
        }),
      ]),
    fc.tuple(fc.array(tie('typed'), { minLength: 1, maxLength: 4 }), fc.nat()).map(([all, choice]): Typed => {
      // The tag makes variants of the same type two.
      const variants = all.map(([type], index) => tagged(type, `t${index}`))
      const at = choice % all.length
      const value = all[at]?.[1] ?? noneLiteral()
      const type = variants[at] ?? NONE
      return [unionOf(...variants), scalarLiteral({ case: 'union', value: { value, type } })]
    }),
    fc
      .tuple(tie('typed'), fc.string({ minLength: 1 }), fc.dictionary(key.filter(wellFormed), fc.string()))
      .map(([[type, literal], hash, metadata]): Typed => [
        type,
        create(LiteralSchema, { value: literal.value, hash, metadata }),
      ]),
  ),
})).typed
