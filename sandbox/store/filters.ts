import { databaseRefusal, invalidArgument } from '../rpc-error'
import type { ColumnKind } from './columns'
import type { SqlValue } from './database'
import { entities, type Entity, filterColumn } from './entities'
import { parseFilterExpressions, splitField } from './filter-grammar'
import { parseFilterDuration } from './go-duration'
import { globOfLike, postgresInteger, postgresTime } from './postgres-values'

/** A condition in SQL, with aliases as in `entities`. */
export interface Condition {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

/** A parsed filter: its condition, and what it is about. */
export interface Filter extends Condition {
  /** Entity whose table must be joined. */
  readonly entity: Entity
  /** Column as stored. */
  readonly column: string
}

interface FilterContext {
  /** For times such as `yesterday`: nanoseconds since the Unix epoch. */
  readonly now: bigint
  /** How a column is written in SQL; default `alias.column`. */
  readonly columnSql?: (entity: Entity, column: string) => string
}

const comparisons: Readonly<Record<string, string>> = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' }

const typeNames: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  integer: 'bigint',
  time: 'timestamp with time zone',
  duration: 'bigint',
  blob: 'bytea',
}

/** Columns that are 32 bits wide in flyteadmin's tables; only its words for bad numbers depend on it. */
const narrow: ReadonlySet<string> = new Set(['state', 'mode', 'priority', 'resource_type'])

/**
 * Parses the `filters` of a list request for rows of `listed`. All filters must hold. Grammar, columns and messages: admin.md §2.3.
 * @throws InvalidArgument for an unknown shape, entity, column, function or duration; Unknown for a value that PostgreSQL would refuse
 */
export function parseFilters(filters: string, listed: Entity, context: FilterContext): Filter[] {
  return parseFilterExpressions(filters).map(({ func, field: fullField, value }) => {
    const { entity, field } = splitField(fullField, listed)
    const { letter } = entities[entity]
    if (entity !== listed && !Object.hasOwn(entities[listed].joins, entity)) {
      throw invalidArgument(`'${letter}' entity is not allowed in filters`)
    }
    const column = filterColumn(entity, field)
    if (!column) throw invalidArgument(`'${letter}.${field}' is invalid filter`)
    const values = value.split(';')
    const durations = field.toLowerCase() === 'duration' ? values.map(duration) : undefined
    const operand: Operand = {
      sql: context.columnSql?.(column.entity, column.name) ?? `${entities[column.entity].letter}.${column.name}`,
      kind: column.kind,
      cast: (text, index) => durations?.[index] ?? cast(text, column.name, column.kind, context.now),
    }
    return { entity: column.entity, column: column.name, ...condition(func, operand, values) }
  })
}

interface Operand {
  readonly sql: string
  readonly kind: ColumnKind
  readonly cast: (text: string, index: number) => SqlValue
}

function condition(func: string, operand: Operand, values: readonly string[]): Condition {
  const { sql, kind } = operand
  const [first = ''] = values
  const isMany = values.length > 1
  if (func === 'value_in' || func === 'value_not_in') {
    // One parameter whatever the number of values, so that the statement stays the same.
    const list = JSON.stringify(values.map((text, index) => String(operand.cast(text, index))))
    const items = kind === 'text' ? 'SELECT value FROM json_each(?)' : 'SELECT CAST(value AS INTEGER) FROM json_each(?)'
    if (kind === 'blob') return inBlobs(func, operand, values)
    return { sql: `${sql} ${func === 'value_in' ? 'IN' : 'NOT IN'} (${items})`, params: [list] }
  }
  if (func === 'contains' || func === 'not_like') {
    const [operator, isLike] = func === 'contains' ? ['~~', 'GLOB'] : ['!~~', 'NOT GLOB']
    if (isMany && func === 'not_like')
      throw databaseRefusal(`operator does not exist: ${typeNames[kind]} ${operator} record`)
    if (kind !== 'text' && kind !== 'blob')
      throw databaseRefusal(`operator does not exist: ${typeNames[kind]} ${operator} text`)
    // Go prints several values as one text in brackets.
    const text = isMany ? `[${values.join(' ')}]` : first
    const pattern = globOfLike(func === 'contains' ? `%${text}%` : text)
    if (pattern.length > 20_000) throw databaseRefusal('LIKE pattern too long')
    return { sql: `${kind === 'blob' ? `CAST(${sql} AS TEXT)` : sql} ${isLike} ?`, params: [pattern] }
  }
  const operator = Object.hasOwn(comparisons, func) ? comparisons[func] : undefined
  if (operator === undefined) throw invalidArgument(`unrecognized filter function: ${func}`)
  if (isMany) throw databaseRefusal(`operator does not exist: ${typeNames[kind]} ${operator} record`)
  return { sql: `${sql} ${operator} ?`, params: [operand.cast(first, 0)] }
}

function inBlobs(func: string, operand: Operand, values: readonly string[]): Condition {
  const comparison = func === 'value_in' ? { operator: '=', joiner: ' OR ' } : { operator: '<>', joiner: ' AND ' }
  const parts = values.map(() => `${operand.sql} ${comparison.operator} ?`)
  return { sql: `(${parts.join(comparison.joiner)})`, params: values.map(operand.cast) }
}

function duration(value: string): bigint {
  const parsed = parseFilterDuration(value)
  if ('text' in parsed) throw invalidArgument(`Failed to parse duration [${parsed.text}]`)
  return parsed.nanos
}

function cast(text: string, column: string, kind: ColumnKind, now: bigint): SqlValue {
  switch (kind) {
    case 'text':
      return text
    case 'integer':
    case 'duration':
      return postgresInteger(text, narrow.has(column) ? 'integer' : 'bigint')
    case 'time':
      return postgresTime(text, now)
    case 'blob':
      return new TextEncoder().encode(text)
  }
}
