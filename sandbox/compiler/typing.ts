import { create } from '@bufbuild/protobuf'
import type { Literal, Primitive, Scalar } from '../../src/api/gen/flyteidl/core/literals_pb'
import {
  BlobTypeSchema,
  type LiteralType,
  LiteralTypeSchema,
  SchemaTypeSchema,
  SimpleType,
  StructuredDatasetTypeSchema,
} from '../../src/api/gen/flyteidl/core/types_pb'
import { protoText } from '../proto-text'
import { acceptsJsonOf } from './json-schema'
import { acceptsTableOf } from './table-types'

/**
 * Type of a literal, inferred from the leaves up; undefined where none can be derived (an empty literal, a blob without
 * metadata). Elements of different types make a union of their types. Rule: flyteadmin's launch-time check, admin.md §8.2.
 */
export function literalType(literal: Literal): LiteralType | undefined {
  const { case: kind, value } = literal.value
  switch (kind) {
    case 'scalar':
      return scalarType(value)
    case 'collection':
      return typeOf({ case: 'collectionType', value: elementType(value.literals) })
    case 'map':
      return typeOf({ case: 'mapValueType', value: elementType(Object.values(value.literals)) })
    case 'offloadedMetadata':
      return value.inferredType
    case undefined:
      return undefined
  }
}

/** As {@link literalType}, of a scalar. A msgpack binary counts as a struct. */
export function scalarType(scalar: Scalar): LiteralType | undefined {
  const { case: kind, value } = scalar.value
  switch (kind) {
    case 'primitive':
      return primitiveType(value)
    case 'blob':
      return value.metadata && typeOf({ case: 'blob', value: value.metadata.type ?? create(BlobTypeSchema) })
    case 'binary':
      return simple(value.tag === 'msgpack' ? SimpleType.STRUCT : SimpleType.BINARY)
    case 'schema':
      return typeOf({ case: 'schema', value: value.type ?? create(SchemaTypeSchema) })
    case 'structuredDataset': {
      const declared = value.metadata?.structuredDatasetType
      return typeOf({ case: 'structuredDatasetType', value: declared ?? create(StructuredDatasetTypeSchema) })
    }
    case 'noneType':
      return simple(SimpleType.NONE)
    case 'error':
      return simple(SimpleType.ERROR)
    case 'generic':
      return simple(SimpleType.STRUCT)
    case 'union':
      return union([value.type ?? create(LiteralTypeSchema)])
    case undefined:
      return undefined
  }
}

const primitiveTypes = {
  integer: SimpleType.INTEGER,
  floatValue: SimpleType.FLOAT,
  stringValue: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  datetime: SimpleType.DATETIME,
  duration: SimpleType.DURATION,
} as const satisfies Record<NonNullable<Primitive['value']['case']>, SimpleType>

/** As {@link literalType}, of a primitive; an empty one has type NONE. */
export function primitiveType(primitive: Primitive): LiteralType {
  const kind = primitive.value.case
  return simple(kind === undefined ? SimpleType.NONE : primitiveTypes[kind])
}

/** One type for all elements: theirs, a union sorted by text, or NONE. Empty lists take the type of the full ones beside them. */
function elementType(elements: readonly Literal[]): LiteralType {
  const found = new Map<string, LiteralType>()
  let ofEmptyList: LiteralType | undefined
  for (const element of elements) {
    const type = literalType(element) ?? create(LiteralTypeSchema)
    const isEmptyList = element.value.case === 'collection' && element.value.value.literals.length === 0
    if (isEmptyList) ofEmptyList = type
    else found.set(protoText(LiteralTypeSchema, type), type)
  }
  const types = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, type]) => type)
  const [first] = types
  if (first === undefined) return ofEmptyList ?? simple(SimpleType.NONE)
  return types.length === 1 ? first : mergedUnion(types)
}

/** A union of types; lists of unions among them turn the whole into one list of one flat union, as flyteadmin has it. */
function mergedUnion(types: readonly LiteralType[]): LiteralType {
  const merged = union(types.flatMap((type) => listedVariants(type) ?? [type]))
  const hasListOfUnion = types.some((type) => listedVariants(type) !== undefined)
  return hasListOfUnion ? typeOf({ case: 'collectionType', value: merged }) : merged
}

function listedVariants(type: LiteralType): LiteralType[] | undefined {
  if (type.type.case !== 'collectionType') return undefined
  const { type: inner } = type.type.value
  return inner.case === 'unionType' ? inner.value.variants : undefined
}

function typeOf(type: LiteralType['type']): LiteralType {
  return create(LiteralTypeSchema, { type })
}

function simple(value: SimpleType): LiteralType {
  return typeOf({ case: 'simple', value })
}

function union(variants: LiteralType[]): LiteralType {
  return create(LiteralTypeSchema, { type: { case: 'unionType', value: { variants } } })
}

/**
 * Whether a value of type `from` may be used where `to` is expected. Rule: flytepropeller `AreTypesCastable`, admin.md §5.
 * INTEGER does not cast to FLOAT; a blob's dimensionality does not count; a union target needs exactly one variant that fits.
 */
export function isCastable(from: LiteralType, to: LiteralType): boolean {
  const only =
    from.type.case === 'unionType' && from.type.value.variants.length === 1 ? from.type.value.variants[0] : undefined
  return (only !== undefined && accepts(to, only)) || accepts(to, from)
}

function accepts(to: LiteralType, from: LiteralType): boolean {
  const { case: kind, value } = to.type
  switch (kind) {
    case 'collectionType':
      return from.type.case === 'collectionType' && acceptsElement(value, from.type.value)
    case 'mapValueType':
      return from.type.case === 'mapValueType' && acceptsElement(value, from.type.value)
    case 'blob': {
      if (from.type.case !== 'blob') return false
      const { format } = from.type.value
      return format === '' || value.format === '' || format === value.format
    }
    case 'schema':
    case 'structuredDatasetType':
      return acceptsTableOf(to.type, from.type, accepts)
    case 'unionType': {
      if (from.type.case === 'unionType') {
        return from.type.value.variants.every((given) => value.variants.some((variant) => isCastable(given, variant)))
      }
      return value.variants.filter((variant) => isCastable(from, variant)).length === 1
    }
    case 'enumType':
    case 'simple':
    case undefined:
      return acceptsPlain(to, from)
  }
}

/** An empty list or map has elements of type NONE and fits any. */
function acceptsElement(to: LiteralType, from: LiteralType): boolean {
  return isSimple(from, SimpleType.NONE) || accepts(to, from)
}

function acceptsPlain(to: LiteralType, from: LiteralType): boolean {
  if (isSimple(to, SimpleType.NONE)) return isSimple(from, SimpleType.NONE)
  if (from.type.case === 'enumType' && isSimple(to, SimpleType.STRING)) return true
  if (to.type.case === 'enumType' && isSimple(from, SimpleType.STRING)) return true
  const tag = from.structure?.tag ?? ''
  if (tag !== '' && tag !== to.structure?.tag) return false
  if (isSimple(to, SimpleType.STRUCT) && isSimple(from, SimpleType.STRUCT)) {
    if (to.metadata === undefined || from.metadata === undefined) return true
    return acceptsJsonOf(to.metadata, from.metadata)
  }
  if (to.type.case === 'simple') return isSimple(from, to.type.value)
  if (to.type.case === 'enumType') {
    return from.type.case === 'enumType' && sameValues(to.type.value.values, from.type.value.values)
  }
  return from.type.case === undefined
}

function isSimple(type: LiteralType, value: SimpleType): boolean {
  return type.type.case === 'simple' && type.type.value === value
}

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

/** A type the way flyteadmin prints it in compile errors: structs by their fields, all else in protobuf text format. */
export function typeName(type: LiteralType | undefined): string {
  if (type === undefined) return 'None'
  if (!isSimple(type, SimpleType.STRUCT)) return protoText(LiteralTypeSchema, type)
  const fields = Object.entries(type.structure?.dataclassType ?? {})
    .map(([name, field]) => `dataclass_type:{key:${name} value:{${typeName(field)}}`)
    .sort()
  return `simple: STRUCT structure{${fields.join(', ')}}`
}
