import { equals, toJson } from '@bufbuild/protobuf'
import type {
  Binary,
  Blob,
  Literal,
  Primitive,
  Scalar,
  Schema,
  StructuredDataset,
  Union,
} from '../../api/gen/flyteidl/core/literals_pb'
import {
  BlobType_BlobDimensionality,
  type LiteralType,
  LiteralTypeSchema,
  SchemaTypeSchema,
  SimpleType,
  StructuredDatasetTypeSchema,
} from '../../api/gen/flyteidl/core/types_pb'
import { type Data, sameData } from './data'
import { asVariant } from './data-literal'
import { guarded, opaque, writeEnvelope } from './envelope'
import { decodeMsgpack, MsgpackError } from './msgpack'
import { dataOfJson } from './struct-data'
import { durationText, parseDuration, parseTimestamp, timestampText } from './time-text'
import { isSimple, literalChoices } from './type-name'

/** The value of a literal by its declared type, the way `data-literal.ts` reads it. Total: what has no such form is carried whole. */
export function dataOfLiteral(literal: Literal, type: LiteralType): Data {
  const value = readValue(literal, type)
  if (value === undefined) return opaque(literal)
  const { hash, metadata } = literal
  return hash === '' && Object.keys(metadata).length === 0 ? guarded(value) : writeEnvelope({ value, hash, metadata })
}

/** Undefined when the literal is not one of this type, or has something that the form cannot say. */
function readValue(literal: Literal, type: LiteralType): Data | undefined {
  const { value } = literal
  if (type.type.case === 'unionType' && !(value.case === 'scalar' && value.value.value.case === 'union'))
    return readBare(literal, type.type.value.variants)
  switch (value.case) {
    case 'collection':
      if (type.type.case !== 'collectionType') return undefined
      return readItems(value.value.literals, type.type.value)
    case 'map': {
      if (type.type.case !== 'mapValueType') return undefined
      const item = type.type.value
      return new Map(Object.entries(value.value.literals).map(([key, one]) => [key, dataOfLiteral(one, item)]))
    }
    case 'scalar':
      return readScalar(value.value, type)
    case 'offloadedMetadata':
    case undefined:
      return undefined
  }
}

function readItems(literals: readonly Literal[], item: LiteralType): readonly Data[] {
  return literals.map((one) => dataOfLiteral(one, item))
}

function readScalar({ value }: Scalar, type: LiteralType): Data | undefined {
  switch (value.case) {
    case 'primitive':
      return readPrimitive(value.value, type)
    case 'noneType':
      return isSimple(type, SimpleType.NONE) ? null : undefined
    case 'union':
      return readUnion(value.value, type)
    case 'blob':
      return readBlob(value.value, type)
    case 'structuredDataset':
      return readDataset(value.value, type)
    case 'schema':
      return readSchema(value.value, type)
    case 'binary':
      return readBinary(value.value, type)
    case 'generic':
      return isSimple(type, SimpleType.STRUCT) ? dataOfJson(value.value) : undefined
    case 'error':
      return isSimple(type, SimpleType.ERROR)
        ? new Map<Data, Data>([
            ['failed_node_id', value.value.failedNodeId],
            ['message', value.value.message],
          ])
        : undefined
    case undefined:
      return undefined
  }
}

const SIMPLE_OF_PRIMITIVE = {
  integer: SimpleType.INTEGER,
  floatValue: SimpleType.FLOAT,
  stringValue: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  datetime: SimpleType.DATETIME,
  duration: SimpleType.DURATION,
} as const

function readPrimitive(primitive: Primitive, type: LiteralType): Data | undefined {
  const { value } = primitive
  if (value.case === undefined) return undefined
  const data = primitiveData(primitive)
  if (type.type.case === 'enumType')
    return typeof data === 'string' && value.case === 'stringValue' && type.type.value.values.includes(data)
      ? data
      : undefined
  if (!isSimple(type, SIMPLE_OF_PRIMITIVE[value.case])) return undefined
  const choices = literalChoices(type)
  // A choice of ints or floats compares by its number: flytekit notes both as numbers of JSON.
  if (choices && !choices.some((choice) => sameData(choice, data) || Number(choice) === data)) return undefined
  return data
}

/** Undefined for times that the text cannot say exactly. */
function primitiveData({ value }: Primitive): Data | undefined {
  switch (value.case) {
    case 'integer':
    case 'floatValue':
    case 'stringValue':
    case 'boolean':
      return value.value
    case 'datetime': {
      const text = timestampText(value.value)
      const again = parseTimestamp(text)
      return again?.seconds === value.value.seconds && again.nanos === value.value.nanos ? text : undefined
    }
    case 'duration': {
      const text = durationText(value.value)
      const again = parseDuration(text)
      return again?.seconds === value.value.seconds && again.nanos === value.value.nanos ? text : undefined
    }
    case undefined:
      return undefined
  }
}

/** A literal that is of a variant without saying so, as launch plans' defaults for Optional are. Its variant has to be clear. */
function readBare(literal: Literal, variants: readonly LiteralType[]): Data | undefined {
  const fitting = variants.flatMap((variant, index) => {
    const value = readValue(literal, variant)
    return value === undefined ? [] : [{ value: guarded(value), index }]
  })
  const [only] = fitting
  return fitting.length === 1 && only ? asVariant(only.value, variants, only.index) : undefined
}

function readUnion({ value, type: stored }: Union, type: LiteralType): Data | undefined {
  if (type.type.case !== 'unionType' || !value || !stored) return undefined
  const { variants } = type.type.value
  const at = variantOf(stored, variants)
  const variant = at === undefined ? undefined : variants[at]
  return at === undefined || !variant ? undefined : asVariant(dataOfLiteral(value, variant), variants, at)
}

/** Which variant a stored type is: the same one, else the only one of its tag and kind (its annotations may have changed). */
export function variantOf(stored: LiteralType, variants: readonly LiteralType[]): number | undefined {
  const exact = variants.findIndex((variant) => equals(LiteralTypeSchema, variant, stored))
  if (exact >= 0) return exact
  const alike = variants.flatMap((variant, index) =>
    (variant.structure?.tag ?? '') === (stored.structure?.tag ?? '') &&
    variant.type.case === stored.type.case &&
    (variant.type.case !== 'simple' || variant.type.value === stored.type.value)
      ? [index]
      : [],
  )
  return alike.length === 1 ? alike[0] : undefined
}

const DIMENSIONALITY_NAMES: Readonly<Record<number, string | undefined>> = {
  [BlobType_BlobDimensionality.SINGLE]: 'single',
  [BlobType_BlobDimensionality.MULTIPART]: 'multipart',
}

function readBlob({ uri, metadata }: Blob, type: LiteralType): Data | undefined {
  const stored = metadata?.type
  if (type.type.case !== 'blob' || !stored || uri === '') return undefined
  const declared = type.type.value
  const dimensionality = DIMENSIONALITY_NAMES[stored.dimensionality]
  if (dimensionality === undefined) return undefined
  const entries: [Data, Data][] = [['uri', uri]]
  if (stored.format !== declared.format) entries.push(['format', stored.format])
  if (stored.dimensionality !== declared.dimensionality) entries.push(['dimensionality', dimensionality])
  return entries.length === 1 ? uri : new Map(entries)
}

function readDataset({ uri, metadata }: StructuredDataset, type: LiteralType): Data | undefined {
  const stored = metadata?.structuredDatasetType
  if (type.type.case !== 'structuredDatasetType' || !stored || uri === '') return undefined
  if (equals(StructuredDatasetTypeSchema, stored, type.type.value)) return uri
  const { format } = stored
  if (equals(StructuredDatasetTypeSchema, stored, { ...type.type.value, format }))
    return new Map<Data, Data>([
      ['uri', uri],
      ['format', format],
    ])
  return new Map<Data, Data>([
    ['uri', uri],
    ['type', dataOfJson(toJson(StructuredDatasetTypeSchema, stored))],
  ])
}

function readSchema({ uri, type: stored }: Schema, type: LiteralType): Data | undefined {
  if (type.type.case !== 'schema' || !stored || uri === '') return undefined
  if (equals(SchemaTypeSchema, stored, type.type.value)) return uri
  return new Map<Data, Data>([
    ['uri', uri],
    ['type', dataOfJson(toJson(SchemaTypeSchema, stored))],
  ])
}

function readBinary({ tag, value }: Binary, type: LiteralType): Data | undefined {
  if (isSimple(type, SimpleType.BINARY))
    return tag === ''
      ? value
      : new Map<Data, Data>([
          ['tag', tag],
          ['value', value],
        ])
  return isSimple(type, SimpleType.STRUCT) && tag === 'msgpack' ? structData(value) : undefined
}

/** What is in msgpack; undefined when the bytes are none. */
export function structData(bytes: Uint8Array): Data | undefined {
  try {
    return decodeMsgpack(bytes)
  } catch (error) {
    if (error instanceof MsgpackError) return undefined
    throw error
  }
}
