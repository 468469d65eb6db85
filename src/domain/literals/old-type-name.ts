import { BlobType_BlobDimensionality, type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'

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

/** The class that a struct was made from, by the title of its JSON schema, in the dialects that flytekit has written over time. */
function structTitle(type: LiteralType): string | undefined {
  const schema = type.metadata
  if (!schema) return undefined
  const title = schema['title']
  if (typeof title === 'string' && title !== '') return title
  const reference = schema['$ref']
  if (typeof reference === 'string')
    return reference
      .split('/')
      .at(-1)
      ?.replace(/Schema$/, '')
  return undefined
}

/** Whether a union is `Optional[T]`: one variant besides None. Gives T. */
export function optionalOf(type: LiteralType): LiteralType | undefined {
  if (type.type.case !== 'unionType') return undefined
  const { variants } = type.type.value
  const others = variants.filter((variant) => !isNone(variant))
  return variants.length === 2 && others.length === 1 ? others[0] : undefined
}

export function isNone(type: LiteralType): boolean {
  return type.type.case === 'simple' && type.type.value === SimpleType.NONE
}

/** A type in Python's spelling, as flytekit's users wrote it: `list[str]`, `FlyteFile[csv]`, `int | None`, `TrainParams`. */
export function typeName(type: LiteralType | undefined): string {
  switch (type?.type.case) {
    case 'simple': {
      if (type.type.value === SimpleType.STRUCT) return structTitle(type) ?? 'dict'
      return SIMPLE_NAMES[type.type.value] ?? `unknown (${type.type.value})`
    }
    case 'collectionType':
      return `list[${typeName(type.type.value)}]`
    case 'mapValueType':
      return `dict[str, ${typeName(type.type.value)}]`
    case 'blob': {
      const { format, dimensionality } = type.type.value
      if (format === 'PythonPickle') return 'pickle'
      const base = dimensionality === BlobType_BlobDimensionality.MULTIPART ? 'FlyteDirectory' : 'FlyteFile'
      return format === '' ? base : `${base}[${format}]`
    }
    case 'schema':
      return 'FlyteSchema'
    case 'structuredDatasetType':
      return type.type.value.format === '' ? 'StructuredDataset' : `StructuredDataset[${type.type.value.format}]`
    case 'enumType':
      return 'enum'
    case 'unionType':
      return type.type.value.variants.map(typeName).join(' | ')
    case undefined:
      return 'unknown'
  }
}

/** Whether a blob's type is a folder. */
export function isFolder(type: LiteralType): boolean {
  return type.type.case === 'blob' && type.type.value.dimensionality === BlobType_BlobDimensionality.MULTIPART
}
