import { create, fromJson, type JsonObject, type JsonValue, toJson } from '@bufbuild/protobuf'
import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire'
import {
  type Literal,
  LiteralSchema,
  type Primitive,
  type Scalar,
  type Union,
} from '../../api/gen/flyteidl/core/literals_pb'
import {
  BlobTypeSchema,
  type LiteralType,
  LiteralTypeSchema,
  SimpleType,
  StructuredDatasetTypeSchema,
} from '../../api/gen/flyteidl/core/types_pb'
import {
  floatText,
  isJsonArray,
  isJsonNumber,
  isJsonObject,
  type Json,
  jsonNumber,
  parseJson,
  printJson,
} from './old-json-text'
import { decodeMsgpack, encodeMsgpack, MsgpackError } from './old-msgpack'
import { durationText, parseDuration, parseTimestamp, timestampText } from './time-text'
import { isNone, optionalOf, typeName } from './old-type-name'

/*
 * The JSON form of a value, by its declared type: what the editor shows, files hold and people type.
 *
 *   int, float, bool, str, None     as in JSON; NaN and infinities as texts; int64 with all digits
 *   datetime, timedelta             "2026-01-02T03:04:05Z", "1h30m"
 *   list, dict                      array, object
 *   dataclass, dict (struct)        the object itself
 *   FlyteFile, FlyteDirectory, …    {"uri": …, "format": …}
 *   Optional                        the value or null
 *   other unions                    {"type": "<name of the variant>", "value": …}
 *   bytes                           {"tag": …, "base64": …}
 *   anything else                   {"$literal": <protobuf JSON>}, so that nothing is ever lost
 */

/** What is wrong with a value, where, and, when there is an obvious one, the repair. */
export class LiteralProblem extends Error {
  override readonly name = 'LiteralProblem'
  /** Keys and indexes from the outside in. */
  readonly path: readonly string[]
  readonly repair: string | undefined

  constructor(message: string, path: readonly string[] = [], repair?: string) {
    super(path.length === 0 ? message : `${path.join('.')}: ${message}`)
    this.path = path
    this.repair = repair
  }
}

const OPAQUE = '$literal'

function opaque(literal: Literal): Json {
  return { [OPAQUE]: parseJson(JSON.stringify(toJson(LiteralSchema, literal))) }
}

// ------------------------------------------------------------------ from a literal

/** A literal in its JSON form. Total: what fits no form of its type is carried whole. */
export function literalToJson(literal: Literal | undefined, type: LiteralType | undefined): Json {
  if (!literal) return null
  // A hash or metadata belong to the literal, not to its value.
  if (literal.hash !== '' || Object.keys(literal.metadata).length > 0) return opaque(literal)
  switch (literal.value.case) {
    case 'scalar':
      return scalarToJson(literal, literal.value.value, type)
    case 'collection': {
      const item = type?.type.case === 'collectionType' ? type.type.value : undefined
      return item || type === undefined
        ? literal.value.value.literals.map((one) => literalToJson(one, item))
        : opaque(literal)
    }
    case 'map': {
      const item = type?.type.case === 'mapValueType' ? type.type.value : undefined
      if (!item && type !== undefined) return opaque(literal)
      return Object.fromEntries(
        Object.entries(literal.value.value.literals).map(([key, one]) => [key, literalToJson(one, item)]),
      )
    }
    case 'offloadedMetadata':
    case undefined:
      return opaque(literal)
  }
}

function scalarToJson(literal: Literal, scalar: Scalar, type: LiteralType | undefined): Json {
  switch (scalar.value.case) {
    case 'primitive':
      return primitiveToJson(scalar.value.value)
    case 'noneType':
      return null
    case 'union':
      return unionToJson(literal, scalar.value.value, type)
    case 'blob': {
      const { uri, metadata } = scalar.value.value
      const expected = type?.type.case === 'blob' ? type.type.value : undefined
      const actual = metadata?.type
      if (expected && actual && expected.dimensionality === actual.dimensionality) {
        return actual.format === expected.format ? { uri } : { uri, format: actual.format }
      }
      return opaque(literal)
    }
    case 'structuredDataset': {
      const { uri, metadata } = scalar.value.value
      const stored = metadata?.structuredDatasetType
      return stored?.columns.length === 0 &&
        stored.externalSchemaType === '' &&
        type?.type.case === 'structuredDatasetType'
        ? { uri, format: stored.format }
        : opaque(literal)
    }
    case 'binary': {
      const { tag, value } = scalar.value.value
      if (tag === 'msgpack') {
        try {
          const json = decodeMsgpack(value)
          // An object that looks like one of the other forms would be read back as that.
          return isJsonObject(json) && OPAQUE in json ? opaque(literal) : json
        } catch (error) {
          if (!(error instanceof MsgpackError)) throw error
        }
      }
      const declared = type?.type.case === 'simple' ? type.type.value : undefined
      return declared === SimpleType.BINARY ? { tag, base64: base64Encode(value) } : opaque(literal)
    }
    case 'generic':
      // Numbers of a Struct are all floats; written as they are, a reader of msgpack would find other types.
      return opaque(literal)
    case 'schema':
    case 'error':
    case undefined:
      return opaque(literal)
  }
}

function primitiveToJson(primitive: Primitive): Json {
  switch (primitive.value.case) {
    case 'integer':
      return jsonNumber(String(primitive.value.value))
    case 'floatValue': {
      const value = primitive.value.value
      return Number.isFinite(value) ? jsonNumber(floatText(value)) : String(value)
    }
    case 'stringValue':
      return primitive.value.value
    case 'boolean':
      return primitive.value.value
    case 'datetime':
      return timestampText(primitive.value.value)
    case 'duration':
      return durationText(primitive.value.value)
    case undefined:
      return null
  }
}

function unionToJson(literal: Literal, union: Union, type: LiteralType | undefined): Json {
  const variants = type?.type.case === 'unionType' ? type.type.value.variants : []
  const at = variants.findIndex((variant) => sameVariant(variant, union.type))
  const variant = variants[at]
  if (!type || !variant) return opaque(literal)
  const value = literalToJson(union.value, variant)
  if (optionalOf(type) !== undefined && !(value === null && !isNone(variant))) return value
  return { type: variantName(variants, at), value }
}

/** Variants of one kind differ in their tag; the type of a stored value may lack what only the declaration has. */
function sameVariant(variant: LiteralType, stored: LiteralType | undefined): boolean {
  if (!stored) return false
  if ((variant.structure?.tag ?? '') !== (stored.structure?.tag ?? '')) return false
  const plain = (type: LiteralType) =>
    JSON.stringify(toJson(LiteralTypeSchema, create(LiteralTypeSchema, { type: type.type })))
  return plain(variant) === plain(stored)
}

/** The name of a variant within its union: its type's, with a number when others are called the same. */
export function variantName(variants: readonly LiteralType[], at: number): string {
  const names = variants.map(typeName)
  const name = names[at] ?? ''
  const same = names.flatMap((other, index) => (other === name ? [index] : []))
  return same.length === 1 ? name : `${name} #${same.indexOf(at) + 1}`
}

// ------------------------------------------------------------------ to a literal

/**
 * The literal that a JSON form stands for.
 *
 * @throws LiteralProblem that says where and why it does not fit the type
 */
export function jsonToLiteral(json: Json, type: LiteralType, path: readonly string[] = []): Literal {
  if (isJsonObject(json) && json[OPAQUE] !== undefined && Object.keys(json).length === 1) {
    try {
      return fromJson(LiteralSchema, toPlain(json[OPAQUE]) as JsonValue)
    } catch (error) {
      throw new LiteralProblem(
        `${OPAQUE} is no literal: ${error instanceof Error ? error.message : String(error)}`,
        path,
      )
    }
  }
  switch (type.type.case) {
    case 'simple':
      return simpleLiteral(json, type, path)
    case 'enumType': {
      const { values } = type.type.value
      if (typeof json === 'string' && values.includes(json)) return primitive({ case: 'stringValue', value: json })
      throw new LiteralProblem(`Choose one of ${values.join(', ')}.`, path)
    }
    case 'collectionType': {
      const item = type.type.value
      if (!isJsonArray(json)) throw new LiteralProblem('A list is needed, such as ["a", "b"].', path)
      const literals = json.map((one, index) => jsonToLiteral(one, item, [...path, String(index)]))
      return create(LiteralSchema, { value: { case: 'collection', value: { literals } } })
    }
    case 'mapValueType': {
      const item = type.type.value
      if (!isJsonObject(json)) throw new LiteralProblem('An object is needed, such as {"key": …}.', path)
      const literals = Object.fromEntries(
        Object.entries(json).map(([key, one]) => [key, jsonToLiteral(one, item, [...path, key])]),
      )
      return create(LiteralSchema, { value: { case: 'map', value: { literals } } })
    }
    case 'blob': {
      const { uri, format } = location(json, path)
      const blobType = create(BlobTypeSchema, { ...type.type.value, format: format ?? type.type.value.format })
      return scalarLiteral({
        case: 'blob',
        value: {
          $typeName: 'flyteidl.core.Blob',
          uri,
          metadata: { $typeName: 'flyteidl.core.BlobMetadata', type: blobType },
        },
      })
    }
    case 'structuredDatasetType': {
      const { uri, format } = location(json, path)
      const structuredDatasetType = create(StructuredDatasetTypeSchema, {
        ...type.type.value,
        format: format ?? type.type.value.format,
      })
      return scalarLiteral({
        case: 'structuredDataset',
        value: {
          $typeName: 'flyteidl.core.StructuredDataset',
          uri,
          metadata: { $typeName: 'flyteidl.core.StructuredDatasetMetadata', structuredDatasetType },
        },
      })
    }
    case 'schema': {
      const { uri } = location(json, path)
      return scalarLiteral({ case: 'schema', value: { $typeName: 'flyteidl.core.Schema', uri, type: type.type.value } })
    }
    case 'unionType':
      return unionLiteral(json, type, type.type.value.variants, path)
    case undefined:
      throw new LiteralProblem(`This type is not known here. Give the literal itself as {"${OPAQUE}": …}.`, path)
  }
}

function toPlain(json: Json): unknown {
  return JSON.parse(printJson(json)) as unknown
}

function primitive(value: Primitive['value']): Literal {
  return scalarLiteral({ case: 'primitive', value: { $typeName: 'flyteidl.core.Primitive', value } })
}

function scalarLiteral(value: Scalar['value']): Literal {
  return create(LiteralSchema, { value: { case: 'scalar', value: { value } } })
}

function location(json: Json, path: readonly string[]): { readonly uri: string; readonly format: string | undefined } {
  if (typeof json === 'string' && json !== '') return { uri: json, format: undefined }
  const uri = isJsonObject(json) ? json['uri'] : undefined
  const format = isJsonObject(json) ? json['format'] : undefined
  if (typeof uri !== 'string' || uri === '')
    throw new LiteralProblem('A location is needed, such as "s3://bucket/file".', path)
  return { uri, format: typeof format === 'string' ? format : undefined }
}

const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const

function simpleLiteral(json: Json, type: LiteralType, path: readonly string[]): Literal {
  switch (type.type.value) {
    case SimpleType.INTEGER: {
      const text = isJsonNumber(json) ? json.value : ''
      if (!/^-?\d+$/.test(text)) {
        const whole =
          isJsonNumber(json) && Number.isInteger(Number(json.value)) ? BigInt(Number(json.value)).toString() : undefined
        throw new LiteralProblem('A whole number is needed.', path, whole)
      }
      const value = BigInt(text)
      if (value < INT64.least || value > INT64.most)
        throw new LiteralProblem('The number does not fit into 64 bits.', path)
      return primitive({ case: 'integer', value })
    }
    case SimpleType.FLOAT: {
      if (isJsonNumber(json)) return primitive({ case: 'floatValue', value: Number(json.value) })
      if (json === 'NaN' || json === 'Infinity' || json === '-Infinity')
        return primitive({ case: 'floatValue', value: Number(json) })
      const repaired =
        typeof json === 'string' && /^-?\d+,\d+$/.test(json.trim()) ? json.trim().replace(',', '.') : undefined
      throw new LiteralProblem('This is not a number.', path, repaired)
    }
    case SimpleType.STRING:
      if (typeof json !== 'string')
        throw new LiteralProblem(
          'A text in quotes is needed.',
          path,
          json === null ? undefined : JSON.stringify(printJson(json)),
        )
      return primitive({ case: 'stringValue', value: json })
    case SimpleType.BOOLEAN:
      if (typeof json !== 'boolean') throw new LiteralProblem('true or false is needed.', path)
      return primitive({ case: 'boolean', value: json })
    case SimpleType.DATETIME: {
      const value = typeof json === 'string' ? parseTimestamp(json) : undefined
      if (!value) throw new LiteralProblem('A time is needed, such as "2026-01-02T03:04:05Z".', path)
      return primitive({ case: 'datetime', value })
    }
    case SimpleType.DURATION: {
      const value =
        typeof json === 'string' ? parseDuration(json) : isJsonNumber(json) ? parseDuration(json.value) : undefined
      if (!value) throw new LiteralProblem('A length of time is needed, such as "1h30m".', path)
      return primitive({ case: 'duration', value })
    }
    case SimpleType.NONE:
      if (json !== null) throw new LiteralProblem('Only null fits here.', path)
      return scalarLiteral({ case: 'noneType', value: { $typeName: 'flyteidl.core.Void' } })
    case SimpleType.STRUCT:
      return structLiteral(json, type, path)
    case SimpleType.BINARY: {
      const tag = isJsonObject(json) ? json['tag'] : undefined
      const text = isJsonObject(json) ? json['base64'] : undefined
      if (typeof text !== 'string') throw new LiteralProblem('Bytes are needed, as {"tag": "", "base64": "…"}.', path)
      try {
        return scalarLiteral({
          case: 'binary',
          value: {
            $typeName: 'flyteidl.core.Binary',
            tag: typeof tag === 'string' ? tag : '',
            value: base64Decode(text),
          },
        })
      } catch {
        throw new LiteralProblem('This is not base64.', path)
      }
    }
    default:
      throw new LiteralProblem(`This type cannot be typed in. Give the literal itself as {"${OPAQUE}": …}.`, path)
  }
}

/** Whether readers of this struct take msgpack; protobuf classes, and structs of long ago, take a Struct only. */
function takesMsgpack(type: LiteralType): boolean {
  return type.metadata?.['pb_type'] === undefined
}

function structLiteral(json: Json, type: LiteralType, path: readonly string[]): Literal {
  const dataclass = type.structure?.dataclassType
  if (dataclass && Object.keys(dataclass).length > 0 && !isJsonObject(json))
    throw new LiteralProblem('An object is needed, such as {"field": …}.', path)
  if (!takesMsgpack(type)) {
    const plain = toPlain(json)
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
      throw new LiteralProblem('An object is needed.', path)
    return scalarLiteral({ case: 'generic', value: plain as JsonObject })
  }
  try {
    return scalarLiteral({
      case: 'binary',
      value: { $typeName: 'flyteidl.core.Binary', tag: 'msgpack', value: encodeMsgpack(withFieldTypes(json, type)) },
    })
  } catch (error) {
    if (error instanceof MsgpackError) throw new LiteralProblem(error.message, path)
    throw error
  }
}

/** Numbers as the declared fields want them: `1` in a float field is 1.0, since Python tells them apart. */
function withFieldTypes(json: Json, type: LiteralType | undefined): Json {
  if (type?.type.case === 'simple' && type.type.value === SimpleType.FLOAT && isJsonNumber(json)) {
    return /^-?\d+$/.test(json.value) ? jsonNumber(`${json.value}.0`) : json
  }
  if (type?.type.case === 'unionType') return withFieldTypes(json, optionalOf(type))
  if (isJsonArray(json)) {
    const item = type?.type.case === 'collectionType' ? type.type.value : undefined
    return json.map((one) => withFieldTypes(one, item))
  }
  if (isJsonObject(json)) {
    const fields = type?.structure?.dataclassType
    const item = type?.type.case === 'mapValueType' ? type.type.value : undefined
    return Object.fromEntries(
      Object.entries(json).map(([key, one]) => [key, withFieldTypes(one, fields?.[key] ?? item)]),
    )
  }
  return json
}

function unionLiteral(
  json: Json,
  type: LiteralType,
  variants: readonly LiteralType[],
  path: readonly string[],
): Literal {
  const chosen = (variant: LiteralType, value: Json, at: readonly string[]): Literal =>
    scalarLiteral({
      case: 'union',
      value: { $typeName: 'flyteidl.core.Union', type: variant, value: jsonToLiteral(value, variant, at) },
    })
  if (isJsonObject(json) && typeof json['type'] === 'string' && 'value' in json && Object.keys(json).length === 2) {
    const at = variants.findIndex((_, index) => variantName(variants, index) === json['type'])
    const variant = variants[at]
    if (variant) return chosen(variant, json['value'] ?? null, path)
  }
  const inner = optionalOf(type)
  const none = variants.find(isNone)
  if (json === null && none) return chosen(none, null, path)
  if (inner) return chosen(inner, json, path)
  // Without a name the one variant that the value fits is meant.
  const fitting = variants.flatMap((variant) => {
    try {
      return [chosen(variant, json, path)]
    } catch (error) {
      if (error instanceof LiteralProblem) return []
      throw error
    }
  })
  const [only, ...more] = fitting
  if (only && more.length === 0) return only
  const names = variants.map((_, index) => JSON.stringify(variantName(variants, index))).join(', ')
  throw new LiteralProblem(
    `${only ? 'Several' : 'None'} of the types fit. Say which: {"type": …, "value": …} with one of ${names}.`,
    path,
  )
}
