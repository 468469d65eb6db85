import type { Sort } from '../../src/api/gen/flyteidl/admin/common_pb'
import type { RowOf, Table } from './columns'
import type { Database } from './database'
import { entities, type Entity, type EntityTable } from './entities'
import { type Condition, type Filter, parseFilters } from './filters'
import { nextToken, offsetOf, orderBy } from './paging'

/** What a list request asks for, checked by `limit` > 0 before. */
interface ListQuery {
  /** Conditions that the RPC itself sets, with aliases as in `entities`: `e.execution_project = ?`. */
  readonly where: readonly Condition[]
  /** The request's `filters`, already parsed; see `parseListFilters`. */
  readonly filters: readonly Filter[]
  readonly sort: Sort | undefined
  /** Rows per page; undefined for all. */
  readonly limit: number | undefined
  readonly token: string
  /** Name of the RPC, for the message about a bad token. */
  readonly rpc: string
}

interface Page<T extends Table> {
  readonly rows: readonly RowOf<T>[]
  /** Token of the next page, or "". */
  readonly token: string
}

/** `column = ?`, qualified with the alias of the listed entity: a condition for `where`. */
export function equals(column: string, value: string | bigint): Condition {
  return { sql: `${column} = ?`, params: [value] }
}

/** Parses a request's filters for a list of `entity`; none when empty. */
export function parseListFilters(filters: string, entity: Entity, now: bigint): Filter[] {
  return filters === '' ? [] : parseFilters(filters, entity, { now })
}

/**
 * One page of an entity's rows. The page's ids are found first, from indexes where they suffice; whole rows, with their
 * messages, are read for the page only.
 */
export function listRows<E extends Entity>(db: Database, entity: E, query: ListQuery): Page<EntityTable<E>> {
  const { letter, table, joins } = entities[entity]
  const order = orderBy(query.sort, entity)
  const offset = offsetOf(query.token, query.rpc)
  const conditions = [...query.where, ...query.filters]
  const joined = new Set(query.filters.map((filter) => filter.entity).filter((other) => other !== entity))
  if (entity === 'launchPlan') joined.add('workflow')
  const joinSql = [...joined].map((other) => joins[other] ?? '').join(' ')
  const whereSql = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
  const ids = `SELECT ${letter}.id AS row_id FROM ${table} ${letter} ${joinSql} ${whereSql} ORDER BY ${order} LIMIT ? OFFSET ?`
  const limit = query.limit ?? -1
  const params = [...conditions.flatMap(({ params }) => params), limit, offset]
  const rows = db.all(
    `SELECT ${letter}.* FROM (${ids}) page CROSS JOIN ${table} ${letter} ON ${letter}.id = page.row_id`,
    params,
  )
  return {
    rows: rows as RowOf<EntityTable<E>>[],
    token: query.limit === undefined ? '' : nextToken(offset, rows.length, query.limit),
  }
}
