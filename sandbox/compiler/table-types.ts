import {
  type LiteralType,
  type SchemaType,
  SchemaType_SchemaColumn_SchemaColumnType as ColumnType,
  SimpleType,
  type StructuredDatasetType,
} from '../../src/api/gen/flyteidl/core/types_pb'

type Accepts = (to: LiteralType, from: LiteralType) => boolean

/**
 * Whether a schema or structured dataset takes a value of the other type: its columns have to be among the given ones, with
 * types that fit; no columns on either side means any. A schema counts as Parquet; NONE fits a structured dataset.
 */
export function acceptsTableOf(to: LiteralType['type'], from: LiteralType['type'], accepts: Accepts): boolean {
  if (to.case === 'schema') {
    if (from.case === 'schema') return schemaFromSchema(to.value, from.value)
    return from.case === 'structuredDatasetType' && schemaFromDataset(to.value, from.value)
  }
  if (to.case !== 'structuredDatasetType') return false
  if (from.case === 'simple') return from.value === SimpleType.NONE
  if (from.case === 'schema') return datasetFromSchema(to.value, from.value)
  return from.case === 'structuredDatasetType' && datasetFromDataset(to.value, from.value, accepts)
}

function schemaFromSchema(to: SchemaType, from: SchemaType): boolean {
  const given = new Map(from.columns.map((column) => [column.name, column.type]))
  return isAny(to, from) || to.columns.every((column) => given.get(column.name) === column.type)
}

function schemaFromDataset(to: SchemaType, from: StructuredDatasetType): boolean {
  if (!isParquet(from.format)) return false
  const given = new Map(from.columns.map((column) => [column.name, column.literalType]))
  return isAny(to, from) || to.columns.every((column) => isColumnType(given.get(column.name), column.type))
}

function datasetFromSchema(to: StructuredDatasetType, from: SchemaType): boolean {
  if (!isParquet(to.format)) return false
  const given = new Map(from.columns.map((column) => [column.name, column.type]))
  return (
    isAny(to, from) ||
    to.columns.every((column) => {
      const type = given.get(column.name)
      return type !== undefined && isColumnType(column.literalType, type)
    })
  )
}

function datasetFromDataset(to: StructuredDatasetType, from: StructuredDatasetType, accepts: Accepts): boolean {
  const sameFormat = to.format.toLowerCase() === from.format.toLowerCase()
  if (to.format !== '' && from.format !== '' && !sameFormat) return false
  const given = new Map(from.columns.map((column) => [column.name, column.literalType]))
  return (
    isAny(to, from) ||
    to.columns.every((column) => {
      const type = given.get(column.name)
      return type !== undefined && column.literalType !== undefined && accepts(column.literalType, type)
    })
  )
}

interface Table {
  readonly columns: readonly unknown[]
}

function isAny(to: Table, from: Table): boolean {
  return to.columns.length === 0 || from.columns.length === 0
}

function isParquet(format: string): boolean {
  return format === '' || format.toLowerCase() === 'parquet'
}

const simpleTypeOf: Readonly<Record<ColumnType, SimpleType>> = {
  [ColumnType.INTEGER]: SimpleType.INTEGER,
  [ColumnType.FLOAT]: SimpleType.FLOAT,
  [ColumnType.STRING]: SimpleType.STRING,
  [ColumnType.BOOLEAN]: SimpleType.BOOLEAN,
  [ColumnType.DATETIME]: SimpleType.DATETIME,
  [ColumnType.DURATION]: SimpleType.DURATION,
}

function isColumnType(type: LiteralType | undefined, column: ColumnType): boolean {
  return type?.type.case === 'simple' && type.type.value === simpleTypeOf[column]
}
