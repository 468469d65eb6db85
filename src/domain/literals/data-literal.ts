import { clone, create, fromJson } from '@bufbuild/protobuf'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import {
  BlobType_BlobDimensionality,
  type LiteralType,
  SchemaTypeSchema,
  SimpleType,
  StructuredDatasetTypeSchema,
} from '../../api/gen/flyteidl/core/types_pb'
import { type Data, type DataMap, isMap, keyText, type Path } from './data'
import { carriesLiteral, type Envelope, literalInside, readEnvelope, unreadText, writeEnvelope } from './envelope'
import { jsonProblem } from './json-text'
import { noneLiteral, primitiveLiteral, scalarLiteral } from './make-literal'
import { encodeMsgpack, MsgpackError } from './msgpack'
import { type Problem, Reading } from './problem'
import {
  readBoolean,
  readChoice,
  readFloat,
  readInteger,
  readLength,
  readList,
  readText,
  readTime,
} from './scalar-data'
import { conform } from './struct-conform'
import { jsonObjectOfData, jsonOfData, StructError } from './struct-data'
import { shapeOfLiteralType } from './struct-shape'
import { isNone, literalChoices, variantName, variantNamed } from './type-name'

/*
 * A value as people write it, by its declared type, and the literal that Flyte stores for it:
 *
 *   int, float, bool, str, None    5, 1.0, true, "a", null
 *   datetime, timedelta            "2026-01-02T03:04:05Z", "1h30m"
 *   list, dict, dataclass          lists and maps
 *   FlyteFile, FlyteDirectory      "s3://…", or {"uri": …, "format": …} where it differs from what is declared
 *   StructuredDataset, FlyteSchema the same, with "type" where the columns differ
 *   bytes                          bytes, or {"tag": …, "value": …}
 *   Union                          the value of its variant, in an envelope where the value does not tell which
 *   anything else                  the literal itself; see envelope.ts
 */

/** The literal of a value, or what is wrong with it. */
export type Made =
  | { readonly literal: Literal; readonly problems: readonly [] }
  | { readonly literal?: undefined; readonly problems: readonly Problem[] }

/** Makes the literal of a value. */
export function literalOfData(data: Data, type: LiteralType): Made {
  const reading = new Reading()
  const literal = build(data, type, [], reading)
  return literal && reading.problems.length === 0 ? { literal, problems: [] } : { problems: reading.problems }
}

function build(data: Data, type: LiteralType, path: Path, reading: Reading): Literal | undefined {
  if (carriesLiteral(data)) {
    try {
      return literalInside(data)
    } catch (error) {
      return reading.fail(path, `This is no literal: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const unfinished = unreadText(data)
  if (unfinished !== undefined) return reading.fail(path, jsonProblem(unfinished))
  const envelope = readEnvelope(data)
  if (!envelope) return buildValue(data, type, path, reading)
  if (type.type.case !== 'unionType' && envelope.variant !== undefined)
    return reading.fail(path, 'This type has no variants to choose from.')
  // A union reads the name of its variant itself.
  const literal = buildValue(envelope.variant === undefined ? envelope.value : data, type, path, reading)
  return literal && withSurroundings(literal, envelope)
}

function withSurroundings(literal: Literal, { hash = '', metadata = {} }: Envelope): Literal {
  if (hash === '' && Object.keys(metadata).length === 0) return literal
  return create(LiteralSchema, { value: literal.value, hash, metadata: { ...metadata } })
}

function buildValue(data: Data, type: LiteralType, path: Path, reading: Reading): Literal | undefined {
  switch (type.type.case) {
    case 'simple':
      return buildSimple(data, type, path, reading)
    case 'enumType': {
      const value = readChoice(data, type.type.value.values, path, reading)
      return typeof value === 'string' ? primitiveLiteral({ case: 'stringValue', value }) : undefined
    }
    case 'collectionType': {
      const item = type.type.value
      const literals = readList(data, path, reading)?.map((one, index) => build(one, item, [...path, index], reading))
      return literals?.every((literal) => literal !== undefined)
        ? create(LiteralSchema, { value: { case: 'collection', value: { literals } } })
        : undefined
    }
    case 'mapValueType':
      return buildMap(data, type.type.value, path, reading)
    case 'unionType':
      return buildUnion(data, type.type.value.variants, path, reading)
    case 'blob':
      return buildBlob(data, type.type.value, path, reading)
    case 'structuredDatasetType': {
      const stored = readStored(data, ['uri', 'format', 'type'], path, reading)
      if (!stored) return undefined
      const given = readType(stored.type, (json) => fromJson(StructuredDatasetTypeSchema, json), path, reading)
      if (given === undefined) return undefined
      const structuredDatasetType = given ?? clone(StructuredDatasetTypeSchema, type.type.value)
      if (stored.format !== undefined) structuredDatasetType.format = stored.format
      return scalarLiteral({
        case: 'structuredDataset',
        value: { uri: stored.uri, metadata: { structuredDatasetType } },
      })
    }
    case 'schema': {
      const stored = readStored(data, ['uri', 'type'], path, reading)
      if (!stored) return undefined
      const given = readType(stored.type, (json) => fromJson(SchemaTypeSchema, json), path, reading)
      return given === undefined
        ? undefined
        : scalarLiteral({ case: 'schema', value: { uri: stored.uri, type: given ?? type.type.value } })
    }
    case undefined:
      return unknownType(path, reading)
  }
}

function unknownType(path: Path, reading: Reading): Literal | undefined {
  return reading.fail(path, 'This type is not known here. Give the whole literal as {"$literal": …}.')
}

function buildSimple(data: Data, type: LiteralType, path: Path, reading: Reading): Literal | undefined {
  const choices = literalChoices(type)
  const chosen = choices ? readChoice(data, choices, path, reading) : data
  if (chosen === undefined) return undefined
  switch (type.type.value) {
    case SimpleType.INTEGER: {
      const value = readInteger(chosen, path, reading)
      return value === undefined ? undefined : primitiveLiteral({ case: 'integer', value })
    }
    case SimpleType.FLOAT: {
      const value = readFloat(chosen, path, reading)
      return value === undefined ? undefined : primitiveLiteral({ case: 'floatValue', value })
    }
    case SimpleType.STRING: {
      const value = readText(chosen, path, reading)
      return value === undefined ? undefined : primitiveLiteral({ case: 'stringValue', value })
    }
    case SimpleType.BOOLEAN: {
      const value = readBoolean(chosen, path, reading)
      return value === undefined ? undefined : primitiveLiteral({ case: 'boolean', value })
    }
    case SimpleType.DATETIME: {
      const value = readTime(chosen, path, reading)
      return value && primitiveLiteral({ case: 'datetime', value })
    }
    case SimpleType.DURATION: {
      const value = readLength(chosen, path, reading)
      return value && primitiveLiteral({ case: 'duration', value })
    }
    case SimpleType.NONE:
      return chosen === null ? noneLiteral() : reading.fail(path, 'Only None is possible here.', null)
    case SimpleType.STRUCT:
      return buildStruct(chosen, type, path, reading)
    case SimpleType.BINARY:
      return buildBinary(chosen, path, reading)
    case SimpleType.ERROR:
      return buildError(chosen, path, reading)
    default:
      return unknownType(path, reading)
  }
}

function buildMap(data: Data, item: LiteralType, path: Path, reading: Reading): Literal | undefined {
  if (!isMap(data)) return reading.fail(path, 'Names with values are needed, such as {"key": …}.')
  const literals: Record<string, Literal> = {}
  for (const [key, value] of data) {
    const inner = [...path, keyText(key)]
    // YAML reads `1:` as a number; a key of a map is always a text.
    const name = typeof key === 'string' || reading.strict ? key : keyText(key)
    const literal = build(value, item, inner, reading)
    if (typeof name !== 'string') reading.fail(inner, 'A key has to be a text.')
    else if (literal) literals[name] = literal
  }
  return Object.keys(literals).length === data.size
    ? create(LiteralSchema, { value: { case: 'map', value: { literals } } })
    : undefined
}

const DIMENSIONALITIES: Readonly<Record<string, BlobType_BlobDimensionality | undefined>> = {
  single: BlobType_BlobDimensionality.SINGLE,
  multipart: BlobType_BlobDimensionality.MULTIPART,
}

function buildBlob(
  data: Data,
  declared: { readonly format: string; readonly dimensionality: BlobType_BlobDimensionality },
  path: Path,
  reading: Reading,
): Literal | undefined {
  const stored = readStored(data, ['uri', 'format', 'dimensionality'], path, reading)
  if (!stored) return undefined
  const given = stored.dimensionality
  const dimensionality = given === undefined ? declared.dimensionality : DIMENSIONALITIES[given]
  if (dimensionality === undefined) return reading.fail([...path, 'dimensionality'], 'Choose single or multipart.')
  return scalarLiteral({
    case: 'blob',
    // Without this metadata flyteadmin does not know the literal for a blob.
    value: { uri: stored.uri, metadata: { type: { format: stored.format ?? declared.format, dimensionality } } },
  })
}

interface Stored {
  readonly uri: string
  readonly format: string | undefined
  readonly dimensionality: string | undefined
  readonly type: Data | undefined
}

/** A location by itself, or with what differs from its declaration. */
function readStored(data: Data, keys: readonly string[], path: Path, reading: Reading): Stored | undefined {
  const map: DataMap = typeof data === 'string' ? new Map<Data, Data>([['uri', data]]) : isMap(data) ? data : new Map()
  const uri = map.get('uri')
  if (typeof uri !== 'string' || uri === '')
    return reading.fail(path, 'A location is needed, such as s3://bucket/file.')
  const stranger = [...map.keys()].find((key) => typeof key !== 'string' || !keys.includes(key))
  if (stranger !== undefined) return reading.fail([...path, keyText(stranger)], `Possible here: ${keys.join(', ')}.`)
  const text = (key: string) => {
    const value = map.get(key)
    return typeof value === 'string' ? value : undefined
  }
  return { uri, format: text('format'), dimensionality: text('dimensionality'), type: map.get('type') }
}

/** A type given in protobuf's JSON; null when none is, undefined (and a problem) when it is none. */
function readType<Type>(
  data: Data | undefined,
  parse: (json: ReturnType<typeof jsonOfData>) => Type,
  path: Path,
  reading: Reading,
): Type | null | undefined {
  if (data === undefined) return null
  try {
    return parse(jsonOfData(data))
  } catch (error) {
    return reading.fail([...path, 'type'], `This is no type: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Whether a struct's type says that it is written as msgpack, as flytekit has done since 1.14. */
export function isMsgpackStruct(type: LiteralType): boolean {
  const note = type.annotation?.annotations?.['cache-key-metadata']
  return (
    typeof note === 'object' &&
    note !== null &&
    !Array.isArray(note) &&
    note['serialization-format'] === 'msgpack' &&
    !(type.metadata && 'pb_type' in type.metadata)
  )
}

function buildStruct(data: Data, type: LiteralType, path: Path, reading: Reading): Literal | undefined {
  // Anything can be inside a struct, but what tells it from other variants of a union is that it is a map.
  if (reading.strict && !isMap(data)) return reading.fail(path, 'An object is needed.')
  const before = reading.problems.length
  const value = conform(data, shapeOfLiteralType(type), path, reading)
  if (value === undefined || reading.problems.length > before) return undefined
  try {
    return isMsgpackStruct(type) ? msgpackLiteral(value) : genericLiteral(value)
  } catch (error) {
    if (error instanceof StructError || error instanceof MsgpackError) return reading.fail(path, error.message)
    throw error
  }
}

/** A struct as flytekit writes it now. @throws MsgpackError */
export function msgpackLiteral(value: Data): Literal {
  return scalarLiteral({ case: 'binary', value: { tag: 'msgpack', value: encodeMsgpack(value) } })
}

/** A struct as older clients and flyteconsole write it. @throws StructError */
export function genericLiteral(value: Data): Literal {
  if (!isMap(value)) throw new StructError('An object is needed, such as {"key": …}.')
  return scalarLiteral({ case: 'generic', value: jsonObjectOfData(value) })
}

function buildBinary(data: Data, path: Path, reading: Reading): Literal | undefined {
  if (data instanceof Uint8Array) return scalarLiteral({ case: 'binary', value: { value: data, tag: '' } })
  const tag = isMap(data) ? data.get('tag') : undefined
  const value = isMap(data) ? data.get('value') : undefined
  if (typeof tag === 'string' && value instanceof Uint8Array)
    return scalarLiteral({ case: 'binary', value: { value, tag } })
  return reading.fail(path, 'Bytes are needed: {"$bytes": "<base64>"}.')
}

function buildError(data: Data, path: Path, reading: Reading): Literal | undefined {
  const text = (key: string) => (isMap(data) ? data.get(key) : undefined)
  const message = text('message')
  const failedNodeId = text('failed_node_id') ?? ''
  if (typeof message !== 'string' || typeof failedNodeId !== 'string')
    return reading.fail(path, 'An error is needed: {"failed_node_id": …, "message": …}.')
  return scalarLiteral({ case: 'error', value: { failedNodeId, message } })
}

// ------------------------------------------------------------------ unions

function fits(data: Data, variant: LiteralType, strict: boolean): boolean {
  const reading = new Reading(strict)
  return build(data, variant, [], reading) !== undefined && reading.problems.length === 0
}

/** The variant that a value is of: the one that it names, else the only one that it fits. Undefined when that is not clear. */
export function resolveVariant(data: Data, variants: readonly LiteralType[]): number | undefined {
  const name = readEnvelope(data)?.variant
  if (name !== undefined) return variantNamed(variants, name)
  for (const strict of [true, false]) {
    const fitting = variants.flatMap((variant, index) => (fits(data, variant, strict) ? [index] : []))
    if (fitting.length === 1) return fitting[0]
    if (fitting.length > 1) return undefined
  }
  return undefined
}

/** A value as one of a variant: bare where it is clear, else with the variant's name. */
export function asVariant(value: Data, variants: readonly LiteralType[], at: number): Data {
  // An envelope inside is the variant's own.
  const bare = !readEnvelope(value) && !carriesLiteral(value) && resolveVariant(value, variants) === at
  return bare ? value : writeEnvelope({ value, variant: variantName(variants, at) })
}

function buildUnion(data: Data, variants: readonly LiteralType[], path: Path, reading: Reading): Literal | undefined {
  const at = resolveVariant(data, variants)
  const variant = at === undefined ? undefined : variants[at]
  const envelope = readEnvelope(data)
  if (!variant) return failUnion(data, variants, path, reading)
  const inner = envelope?.variant === undefined ? data : envelope.value
  const value = build(inner, variant, path, reading)
  // The type is the variant as declared, tag and all: flytekit and flyteadmin tell variants by it.
  return value && scalarLiteral({ case: 'union', value: { value, type: variant } })
}

function failUnion(data: Data, variants: readonly LiteralType[], path: Path, reading: Reading): Literal | undefined {
  const names = variants.map((_, index) => variantName(variants, index))
  const named = readEnvelope(data)?.variant
  if (named !== undefined)
    return reading.fail(path, `There is no variant “${named}”. Choose one of ${names.join(', ')}.`)
  const others = variants.filter((variant) => !isNone(variant))
  const [only] = others
  if (others.length === 1 && only) {
    build(data, only, path, reading)
    return undefined
  }
  const fitting = variants.flatMap((variant, index) => (fits(data, variant, false) ? [index] : []))
  const [first] = fitting
  if (first === undefined) return reading.fail(path, `This fits none of ${names.join(', ')}.`)
  return reading.fail(
    path,
    `This could be ${fitting.map((index) => names[index]).join(' or ')}: say which.`,
    writeEnvelope({ value: data, variant: names[first] ?? '' }),
  )
}
