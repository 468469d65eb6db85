import type { JsonObject, JsonValue } from '@bufbuild/protobuf'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import type { Data } from './data'
import { dataOfJson } from './struct-data'
import { definitionName, isFolder } from './type-name'

/** What a struct holds, as far as its type tells. */
export type Shape =
  | { readonly kind: 'any' | 'int' | 'float' | 'bool' | 'text' | 'none' | 'datetime' | 'seconds' }
  | { readonly kind: 'choice'; readonly values: readonly Data[] }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'dict'; readonly key: 'text' | 'int' | 'any'; readonly value: Shape }
  | { readonly kind: 'either'; readonly variants: readonly Shape[] }
  /** flytekit's files, folders and tables inside a struct: `{"path": …}`, `{"uri": …, "file_format": …}`. */
  | { readonly kind: 'stored'; readonly what: 'file' | 'folder' | 'dataset' }
  | ObjectShape

export interface ObjectShape {
  readonly kind: 'object'
  readonly title: string
  /** Filled while a recursive schema is read, then left alone. */
  readonly fields: readonly ShapeField[]
  /** Whether fields that it does not name are refused. */
  readonly closed: boolean
}

export interface ShapeField {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  readonly fallback: Data | undefined
  readonly description: string
}

const ANY: Shape = { kind: 'any' }

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

function words(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function either(variants: readonly Shape[]): Shape {
  const [first = ANY] = variants
  return variants.length <= 1 ? first : { kind: 'either', variants }
}

const STORED: Readonly<Record<string, 'file' | 'folder' | 'dataset' | undefined>> = {
  FlyteFile: 'file',
  FlyteDirectory: 'folder',
  StructuredDataset: 'dataset',
}

/** Reads one type's JSON schema; references are followed within it, also to themselves. */
class SchemaReader {
  readonly #root: JsonObject
  readonly #seen = new Map<string, Shape>()

  constructor(root: JsonObject) {
    this.#root = root
  }

  #follow(reference: string, hint: LiteralType | undefined): Shape {
    const known = this.#seen.get(reference)
    if (known) return known
    let target: JsonValue | undefined = this.#root
    for (const part of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
      target = isObject(target) ? target[name] : undefined
    }
    if (!isObject(target)) return ANY
    return this.read(target, hint, { reference, title: definitionName(reference) })
  }

  read(
    schema: JsonValue | undefined,
    hint: LiteralType | undefined,
    from?: { readonly reference: string; readonly title: string },
  ): Shape {
    if (!isObject(schema)) return hint ? shapeOfLiteralType(hint) : ANY
    const reference = schema['$ref']
    if (typeof reference === 'string') return this.#follow(reference, hint)
    const variants = [...list(schema['anyOf']), ...list(schema['oneOf'])]
    if (variants.length > 0) {
      const hints = hint?.type.case === 'unionType' ? hint.type.value.variants : []
      return either(variants.map((variant, index) => this.read(variant, hints[index])))
    }
    const [only, ...others] = list(schema['allOf'])
    if (only !== undefined && others.length === 0) return this.read(only, hint)
    const types = schema['type']
    if (Array.isArray(types)) {
      return either(types.map((type) => this.read({ ...schema, type }, type === 'null' ? undefined : hint)))
    }
    const choices = list(schema['enum'])
    if (choices.length > 0) return { kind: 'choice', values: choices.map(dataOfJson) }
    if (schema['const'] !== undefined) return { kind: 'choice', values: [dataOfJson(schema['const'])] }
    return this.#plain(words(types), schema, hint, from)
  }

  #plain(
    type: string,
    schema: JsonObject,
    hint: LiteralType | undefined,
    from: { readonly reference: string; readonly title: string } | undefined,
  ): Shape {
    switch (type) {
      case 'integer':
        return { kind: 'int' }
      case 'number':
        // marshmallow wrote integers like this.
        if (schema['format'] === 'integer') return { kind: 'int' }
        return { kind: schema['format'] === 'time-delta' ? 'seconds' : 'float' }
      case 'boolean':
        return { kind: 'bool' }
      case 'null':
        return { kind: 'none' }
      case 'string':
        return { kind: schema['format'] === 'date-time' ? 'datetime' : 'text' }
      case 'array':
        return {
          kind: 'list',
          item: this.read(schema['items'], hint?.type.case === 'collectionType' ? hint.type.value : undefined),
        }
      case 'object':
        return this.#object(schema, hint, from)
      default:
        return isObject(schema['properties']) ? this.#object(schema, hint, from) : hint ? shapeOfLiteralType(hint) : ANY
    }
  }

  #object(
    schema: JsonObject,
    hint: LiteralType | undefined,
    from: { readonly reference: string; readonly title: string } | undefined,
  ): Shape {
    const title = words(schema['title']) || (from?.title ?? '')
    const stored = STORED[title]
    if (stored) return { kind: 'stored', what: stored }
    const properties = schema['properties']
    if (!isObject(properties)) {
      const values = schema['additionalProperties']
      const keys = schema['propertyNames']
      const keyType = isObject(keys) ? keys['type'] : undefined
      const valueHint = hint?.type.case === 'mapValueType' ? hint.type.value : undefined
      return {
        kind: 'dict',
        key: keyType === 'integer' ? 'int' : keyType === undefined || keyType === 'string' ? 'text' : 'any',
        value: this.read(isObject(values) ? values : undefined, valueHint),
      }
    }
    const fields: ShapeField[] = []
    const shape: ObjectShape = { kind: 'object', title, fields, closed: schema['additionalProperties'] === false }
    if (from) this.#seen.set(from.reference, shape)
    const required = list(schema['required']).filter((name) => typeof name === 'string')
    const types = hint?.structure?.dataclassType ?? {}
    for (const name of [
      ...required,
      ...Object.keys(properties)
        .filter((key) => !required.includes(key))
        .sort(),
    ]) {
      const property = properties[name]
      if (property === undefined || fields.some((field) => field.name === name)) continue
      const fallback = isObject(property) ? property['default'] : undefined
      fields.push({
        name,
        shape: this.read(property, types[name]),
        required: required.includes(name),
        fallback: fallback === undefined ? undefined : dataOfJson(fallback),
        description: isObject(property) ? words(property['description']) : '',
      })
    }
    return shape
  }
}

const SIMPLE_SHAPES: Readonly<Record<number, Shape | undefined>> = {
  [SimpleType.INTEGER]: { kind: 'int' },
  [SimpleType.FLOAT]: { kind: 'float' },
  [SimpleType.STRING]: { kind: 'text' },
  [SimpleType.BOOLEAN]: { kind: 'bool' },
  [SimpleType.NONE]: { kind: 'none' },
  [SimpleType.DATETIME]: { kind: 'datetime' },
  [SimpleType.DURATION]: { kind: 'seconds' },
}

/** Shapes are asked for on every key stroke; a type's never changes. */
const known = new WeakMap<LiteralType, Shape>()

/**
 * What a value of a type is inside a struct. For a struct itself, what it holds: by its JSON schema (mashumaro's, pydantic's
 * and marshmallow's dialects), which knows defaults and choices, and by its `dataclass_type`, which tells int from float.
 */
export function shapeOfLiteralType(type: LiteralType): Shape {
  const before = known.get(type)
  if (before) return before
  const shape = makeShape(type)
  known.set(type, shape)
  return shape
}

function makeShape(type: LiteralType): Shape {
  switch (type.type.case) {
    case 'simple':
      return type.type.value === SimpleType.STRUCT ? structShape(type) : (SIMPLE_SHAPES[type.type.value] ?? ANY)
    case 'enumType':
      return { kind: 'choice', values: type.type.value.values }
    case 'collectionType':
      return { kind: 'list', item: shapeOfLiteralType(type.type.value) }
    case 'mapValueType':
      return { kind: 'dict', key: 'text', value: shapeOfLiteralType(type.type.value) }
    case 'unionType':
      return either(type.type.value.variants.map(shapeOfLiteralType))
    case 'blob':
      return { kind: 'stored', what: isFolder(type) ? 'folder' : 'file' }
    case 'structuredDatasetType':
      return { kind: 'stored', what: 'dataset' }
    case 'schema':
    case undefined:
      return ANY
  }
}

function structShape(type: LiteralType): Shape {
  // Generic messages of protobuf also come as structs, without fields of their own.
  if (isObject(type.metadata) && !('pb_type' in type.metadata)) {
    const shape = new SchemaReader(type.metadata).read(type.metadata, type)
    if (shape.kind !== 'any') return shape
  }
  const fields = Object.entries(type.structure?.dataclassType ?? {})
  if (fields.length === 0) return ANY
  return {
    kind: 'object',
    title: '',
    closed: false,
    fields: fields.map(([name, field]) => ({
      name,
      shape: shapeOfLiteralType(field),
      required: field.type.case !== 'unionType',
      fallback: undefined,
      description: '',
    })),
  }
}

const SHAPE_NAMES = {
  any: 'Any',
  int: 'int',
  float: 'float',
  bool: 'bool',
  text: 'str',
  none: 'None',
  datetime: 'datetime',
  seconds: 'timedelta',
} as const

const STORED_NAMES = { file: 'FlyteFile', folder: 'FlyteDirectory', dataset: 'StructuredDataset' } as const
const KEY_NAMES = { text: 'str', int: 'int', any: 'Any' } as const

/** A shape in Python's spelling. */
export function shapeName(shape: Shape): string {
  switch (shape.kind) {
    case 'choice':
      return 'Literal'
    case 'list':
      return `list[${shapeName(shape.item)}]`
    case 'dict':
      return `dict[${KEY_NAMES[shape.key]}, ${shapeName(shape.value)}]`
    case 'either':
      return shape.variants.map(shapeName).join(' | ')
    case 'stored':
      return STORED_NAMES[shape.what]
    case 'object':
      return shape.title === '' ? 'dict' : shape.title
    default:
      return SHAPE_NAMES[shape.kind]
  }
}
