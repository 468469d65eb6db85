import { BlobType_BlobDimensionality, type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import type { Data } from './data'
import { printJson } from './json-text'
import { dataOfJson } from './struct-data'

const SIMPLE_NAMES: Readonly<Record<number, string | undefined>> = {
  [SimpleType.NONE]: 'None',
  [SimpleType.INTEGER]: 'int',
  [SimpleType.FLOAT]: 'float',
  [SimpleType.STRING]: 'str',
  [SimpleType.BOOLEAN]: 'bool',
  [SimpleType.DATETIME]: 'datetime',
  [SimpleType.DURATION]: 'timedelta',
  [SimpleType.BINARY]: 'bytes',
  [SimpleType.ERROR]: 'FlyteError',
  [SimpleType.STRUCT]: 'dict',
} satisfies Record<SimpleType, string>

export function isNone(type: LiteralType): boolean {
  return type.type.case === 'simple' && type.type.value === SimpleType.NONE
}

export function isSimple(type: LiteralType, simple: SimpleType): boolean {
  return type.type.case === 'simple' && type.type.value === simple
}

/** Whether a blob's type is a folder. */
export function isFolder(type: LiteralType): boolean {
  return type.type.case === 'blob' && type.type.value.dimensionality === BlobType_BlobDimensionality.MULTIPART
}

/** The class that a struct was made from: the title of its JSON schema, or the name of its only definition. */
function structTitle(type: LiteralType): string | undefined {
  const title = type.metadata?.['title']
  if (typeof title === 'string' && title !== '') return title
  const reference = type.metadata?.['$ref']
  return typeof reference === 'string' ? definitionName(reference) : undefined
}

/** marshmallow's schemas call the class `Point` `PointSchema`. */
export function definitionName(reference: string): string {
  const name = reference.split('/').at(-1) ?? reference
  return name.length > 6 ? name.replace(/_?Schema$/i, '') : name
}

/** The class behind a pickle, without its module: `<class 'models.Hero'>` is `Hero`. */
function pickledClass(type: LiteralType): string {
  const name = type.metadata?.['python_class_name']
  const path = typeof name === 'string' ? (/^<class '(.+)'>$/.exec(name)?.[1] ?? name) : ''
  return path.split('.').at(-1) ?? ''
}

/** The values that `typing.Literal` allows, as flytekit notes them; undefined for any other type. */
export function literalChoices(type: LiteralType): readonly Data[] | undefined {
  const values = type.annotation?.annotations?.['literal_values']
  return Array.isArray(values) && values.length > 0 ? values.map(dataOfJson) : undefined
}

function simpleName(type: LiteralType, simple: SimpleType): string {
  const choices = literalChoices(type)
  if (choices) return `Literal[${choices.map((choice) => printJson(choice)).join(', ')}]`
  if (simple === SimpleType.STRUCT) return structTitle(type) ?? 'dict'
  if (simple === SimpleType.DATETIME && type.structure?.tag === 'date') return 'date'
  return SIMPLE_NAMES[simple] ?? `unknown (${simple})`
}

function unionName(variants: readonly LiteralType[]): string {
  const names = variants.map(typeName)
  const [first = '', second] = names
  return names.length === 2 && second === 'None' ? `${first} | None` : `Union[${names.join(', ')}]`
}

/** A type in Python's spelling, as flytekit's users wrote it: `list[str]`, `FlyteFile[csv]`, `int | None`, `TrainParams`. */
export function typeName(type: LiteralType | undefined): string {
  switch (type?.type.case) {
    case 'simple':
      return simpleName(type, type.type.value)
    case 'collectionType':
      return `list[${typeName(type.type.value)}]`
    case 'mapValueType':
      return `dict[str, ${typeName(type.type.value)}]`
    case 'blob': {
      const { format } = type.type.value
      if (format === 'PythonPickle') return pickledClass(type) || 'Any'
      const base = isFolder(type) ? 'FlyteDirectory' : 'FlyteFile'
      return format === '' ? base : `${base}[${format}]`
    }
    case 'schema':
      return 'FlyteSchema'
    case 'structuredDatasetType':
      return type.type.value.format === '' ? 'StructuredDataset' : `StructuredDataset[${type.type.value.format}]`
    case 'enumType':
      return 'Enum'
    case 'unionType':
      return unionName(type.type.value.variants)
    case undefined:
      return 'unknown'
  }
}

/** What kind of class a type's name is, where the name does not tell: said faintly after it. */
export function typeNote(type: LiteralType | undefined): string {
  if (type?.type.case === 'blob' && type.type.value.format === 'PythonPickle') return 'pickle'
  if (type?.type.case !== 'simple' || type.type.value !== SimpleType.STRUCT || !structTitle(type)) return ''
  return type.metadata && '$defs' in type.metadata ? 'model' : 'dataclass'
}

/** The name of a variant within its union: its type's, with a number where others are called the same. */
export function variantName(variants: readonly LiteralType[], at: number): string {
  const names = variants.map(typeName)
  const name = names[at] ?? ''
  const same = names.flatMap((other, index) => (other === name ? [index] : []))
  return same.length === 1 ? name : `${name} #${same.indexOf(at) + 1}`
}

/** Variants by name; undefined when there is no such. */
export function variantNamed(variants: readonly LiteralType[], name: string): number | undefined {
  const at = variants.findIndex((_, index) => variantName(variants, index) === name)
  return at < 0 ? undefined : at
}
