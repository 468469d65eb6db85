import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, type DataMap, isMap, withEntry } from './data'
import { asVariant, resolveVariant } from './data-literal'
import { emptyData } from './default-data'
import { readEnvelope } from './envelope'
import { printJson } from './json-text'
import { floatText, parseFloatText, parseInteger } from './number-text'
import { Reading } from './problem'
import { conform, defaultOfShape } from './struct-conform'
import { type Shape, shapeName, shapeOfLiteralType } from './struct-shape'
import { isFolder, isNone, literalChoices, typeName, variantName } from './type-name'

/*
 * What a control for a value is, from a literal's type or from a field of a struct alike: one recursive component serves both.
 */
export type InputSpec =
  | ScalarSpec
  | { readonly kind: 'bool' }
  | { readonly kind: 'choice'; readonly values: readonly Data[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly item: InputSpec; readonly name: string }
  | DictSpec
  | UnionSpec
  | StoredSpec
  | ObjectSpec
  /** No control of its own: typed as JSON. */
  | { readonly kind: 'json'; readonly name: string }

export type ScalarKind = 'int' | 'float' | 'text' | 'time' | 'length'

export interface ScalarSpec {
  readonly kind: 'scalar'
  readonly scalar: ScalarKind
}

export interface DictSpec {
  readonly kind: 'dict'
  readonly key: 'text' | 'int' | 'any'
  readonly value: InputSpec
  readonly name: string
}

export interface UnionSpec {
  readonly kind: 'union'
  readonly variants: readonly { readonly name: string; readonly spec: InputSpec; readonly empty: Data | undefined }[]
  /** The variant that a value is of; undefined when that is not clear. */
  readonly chosen: (value: Data) => number | undefined
  /** The variant's own value. */
  readonly inner: (value: Data) => Data
  /** A variant's value as a value of the union. */
  readonly outer: (inner: Data, variant: number) => Data
}

export interface StoredSpec {
  readonly kind: 'stored'
  readonly what: 'file' | 'folder' | 'dataset'
  /** Declared format; "" for any. */
  readonly format: string
  readonly location: (value: Data) => string
  readonly withLocation: (location: string, value: Data | undefined) => Data
  /** The format that a dataset is stored in where that is not the declared one; "" where it is. */
  readonly storedFormat: (value: Data) => string
  readonly withFormat: (format: string, value: Data) => Data
}

export interface ObjectSpec {
  readonly kind: 'object'
  readonly title: string
  readonly fields: readonly FieldSpec[]
}

export interface FieldSpec {
  readonly name: string
  readonly type: string
  readonly spec: InputSpec
  readonly required: boolean
  /** What holds when the field is not there. */
  readonly fallback: Data | undefined
  readonly description: string
}

interface ScalarText {
  /** The value that a text stands for; the text itself where it stands for none, for the reading to say why. */
  readonly parse: (text: string) => Data
  readonly format: (value: Data) => string
}

function plainText(value: Data): string {
  return typeof value === 'string' ? value : printJson(value)
}

/** What is typed into a control, and what the control shows. */
export const SCALARS = {
  int: { parse: (text) => parseInteger(text) ?? text, format: plainText },
  float: {
    parse: (text) => parseFloatText(text) ?? text,
    format: (value) => (typeof value === 'number' ? floatText(value) : plainText(value)),
  },
  text: { parse: (text) => text, format: plainText },
  time: { parse: (text) => text, format: plainText },
  length: { parse: (text) => text, format: plainText },
} as const satisfies Record<ScalarKind, ScalarText>

const SIMPLE_SPECS: Readonly<Record<number, InputSpec | undefined>> = {
  [SimpleType.INTEGER]: { kind: 'scalar', scalar: 'int' },
  [SimpleType.FLOAT]: { kind: 'scalar', scalar: 'float' },
  [SimpleType.STRING]: { kind: 'scalar', scalar: 'text' },
  [SimpleType.DATETIME]: { kind: 'scalar', scalar: 'time' },
  [SimpleType.DURATION]: { kind: 'scalar', scalar: 'length' },
  [SimpleType.BOOLEAN]: { kind: 'bool' },
  [SimpleType.NONE]: { kind: 'none' },
}

/** The control of a literal's type. */
export function specOfType(type: LiteralType): InputSpec {
  switch (type.type.case) {
    case 'simple': {
      const choices = literalChoices(type)
      if (choices) return { kind: 'choice', values: choices }
      if (type.type.value === SimpleType.STRUCT) {
        const shape = shapeOfLiteralType(type)
        return shape.kind === 'object' ? specOfShape(shape) : { kind: 'json', name: typeName(type) }
      }
      return SIMPLE_SPECS[type.type.value] ?? { kind: 'json', name: typeName(type) }
    }
    case 'enumType':
      return { kind: 'choice', values: type.type.value.values }
    case 'collectionType':
      return { kind: 'list', item: specOfType(type.type.value), name: typeName(type) }
    case 'mapValueType':
      return { kind: 'dict', key: 'text', value: specOfType(type.type.value), name: typeName(type) }
    case 'unionType':
      return unionOfType(type.type.value.variants)
    case 'blob':
      return storedSpec(isFolder(type) ? 'folder' : 'file', type.type.value.format, 'bare')
    case 'schema':
      return storedSpec('dataset', '', 'bare')
    case 'structuredDatasetType':
      return storedSpec('dataset', type.type.value.format, 'bare')
    case undefined:
      return { kind: 'json', name: typeName(type) }
  }
}

function unionOfType(variants: readonly LiteralType[]): UnionSpec {
  return {
    kind: 'union',
    variants: variants.map((variant, index) => ({
      name: variantName(variants, index),
      spec: specOfType(variant),
      empty: isNone(variant) ? null : emptyData(variant),
    })),
    chosen: (value) => resolveVariant(value, variants),
    inner: (value) => {
      const envelope = readEnvelope(value)
      return envelope?.variant === undefined ? value : envelope.value
    },
    outer: (inner, variant) => asVariant(inner, variants, variant),
  }
}

/** @param form whether a location alone says it all, or stands under a key as in structs */
function storedSpec(what: StoredSpec['what'], format: string, form: 'bare' | 'keyed'): StoredSpec {
  const key = form === 'bare' || what === 'dataset' ? 'uri' : 'path'
  const formatKey = form === 'bare' ? 'format' : 'file_format'
  return {
    kind: 'stored',
    what,
    format,
    location: (value) => {
      const text = isMap(value) ? value.get(key) : value
      return typeof text === 'string' ? text : ''
    },
    withLocation: (location, value) => {
      if (isMap(value)) return new Map([...value, [key, location]])
      return form === 'bare' ? location : new Map<Data, Data>([[key, location]])
    },
    storedFormat: (value) => {
      const text = isMap(value) ? value.get(formatKey) : undefined
      return typeof text === 'string' ? text : ''
    },
    withFormat: (stored, value) => {
      const map: DataMap = isMap(value) ? value : new Map<Data, Data>([[key, value]])
      if (stored !== '') return withEntry(map, formatKey, stored)
      const rest = new Map([...map].filter(([name]) => name !== formatKey))
      const location = rest.get(key)
      // By itself a location is written as such.
      return form === 'bare' && rest.size === 1 && location !== undefined ? location : rest
    },
  }
}

/** Made once for each shape: a recursive class would else have no end. */
const known = new WeakMap<Shape, InputSpec>()

/** The control of a value inside a struct. */
export function specOfShape(shape: Shape): InputSpec {
  const before = known.get(shape)
  if (before) return before
  const spec = makeSpec(shape)
  known.set(shape, spec)
  return spec
}

function makeSpec(shape: Shape): InputSpec {
  switch (shape.kind) {
    case 'int':
    case 'float':
    case 'text':
      return { kind: 'scalar', scalar: shape.kind }
    case 'seconds':
      return { kind: 'scalar', scalar: 'float' }
    case 'datetime':
      return { kind: 'scalar', scalar: 'time' }
    case 'bool':
    case 'none':
      return { kind: shape.kind }
    case 'choice':
      return { kind: 'choice', values: shape.values }
    case 'list':
      return { kind: 'list', item: specOfShape(shape.item), name: shapeName(shape) }
    case 'dict':
      return { kind: 'dict', key: shape.key, value: specOfShape(shape.value), name: shapeName(shape) }
    case 'either':
      return unionOfShape(shape.variants)
    case 'stored':
      return storedSpec(shape.what, '', 'keyed')
    case 'object':
      return objectSpec(shape)
    case 'any':
      return { kind: 'json', name: 'Any' }
  }
}

function objectSpec(shape: Extract<Shape, { kind: 'object' }>): ObjectSpec {
  const fields: FieldSpec[] = []
  const spec: ObjectSpec = { kind: 'object', title: shape.title, fields }
  known.set(shape, spec)
  for (const field of shape.fields) {
    const fallback = field.fallback === undefined ? undefined : conform(field.fallback, field.shape, [], new Reading())
    fields.push({ ...field, fallback, type: shapeName(field.shape), spec: specOfShape(field.shape) })
  }
  return spec
}

function accepts(value: Data, shape: Shape, strict: boolean): boolean {
  const reading = new Reading(strict)
  return conform(value, shape, [], reading) !== undefined && reading.problems.length === 0
}

function unionOfShape(shapes: readonly Shape[]): UnionSpec {
  return {
    kind: 'union',
    variants: shapes.map((shape) => ({
      name: shapeName(shape),
      spec: specOfShape(shape),
      empty: shape.kind === 'text' ? '' : defaultOfShape(shape),
    })),
    // Values in a struct do not name their variant: flytekit tries one after the other, and so does this.
    chosen: (value) => {
      for (const strict of [true, false]) {
        const at = shapes.findIndex((shape) => accepts(value, shape, strict))
        if (at >= 0) return at
      }
      return undefined
    },
    inner: (value) => value,
    outer: (inner) => inner,
  }
}

/** A value that a control opens with when somebody adds one or turns to it. */
export function startOf(spec: InputSpec): Data | undefined {
  switch (spec.kind) {
    case 'scalar':
      return spec.scalar === 'text' ? '' : undefined
    case 'none':
      return null
    case 'list':
      return []
    case 'dict':
      return new Map()
    case 'object':
      return new Map(
        spec.fields.flatMap(({ name, fallback, required, spec: field }): [Data, Data][] => {
          const value = fallback === undefined && required && field.kind === 'object' ? startOf(field) : fallback
          return value === undefined ? [] : [[name, value]]
        }),
      )
    case 'union': {
      const none = spec.variants.findIndex((variant) => variant.spec.kind === 'none')
      return none < 0 ? undefined : spec.outer(null, none)
    }
    default:
      return undefined
  }
}
