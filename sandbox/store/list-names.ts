import type { Sort } from '../../src/api/gen/flyteidl/admin/common_pb'
import { databaseRefusal } from '../rpc-error'
import type { Database } from './database'
import { entities } from './entities'
import type { Condition } from './filters'
import { nextToken, offsetOf, orderBy } from './paging'

/** Entities of which every version has a row and that are listed by name. */
export type VersionedEntity = 'task' | 'workflow' | 'launchPlan'

/** One entity, whatever its versions. */
export interface EntityName {
  readonly project: string
  readonly domain: string
  readonly name: string
}

interface NamesQuery {
  /** Conditions with the entity's alias. */
  readonly where: readonly Condition[]
  readonly sort: Sort | undefined
  readonly limit: number
  readonly token: string
  /** Name of the RPC, for the message about a bad token. */
  readonly rpc: string
}

/** The columns that name an entity, in the order of its unique index. */
const nameColumns: readonly string[] = ['project', 'domain', 'name']

/**
 * ORDER BY of a list of names. Only what names an entity can be sorted by: other columns differ between its versions.
 *
 * @throws InvalidArgument for what is no column of the entity; Unknown, with PostgreSQL's words, for its other columns
 */
export function nameOrder(sort: Sort | undefined, entity: VersionedEntity): string {
  const { letter, table } = entities[entity]
  if (!sort) return nameColumns.map((column) => `${letter}.${column}`).join(', ')
  // Checks key and direction; versions have ids, names have none.
  const [order = ''] = orderBy(sort, entity).split(',')
  if (!nameColumns.includes(sort.key)) {
    throw databaseRefusal(
      `column "${table}.${sort.key}" must appear in the GROUP BY clause or be used in an aggregate function`,
    )
  }
  const rest = nameColumns.filter((column) => column !== sort.key)
  const direction = order.endsWith('DESC') ? 'DESC' : 'ASC'
  return [order, ...rest.map((column) => `${letter}.${column} ${direction}`)].join(', ')
}

/** One page of distinct names. */
export function listNames(
  db: Database,
  entity: VersionedEntity,
  query: NamesQuery,
): { readonly names: readonly EntityName[]; readonly token: string } {
  const { letter, table } = entities[entity]
  const order = nameOrder(query.sort, entity)
  const offset = offsetOf(query.token, query.rpc)
  const columns = nameColumns.map((column) => `${letter}.${column}`).join(', ')
  const where = query.where.length === 0 ? '' : `WHERE ${query.where.map(({ sql }) => sql).join(' AND ')}`
  const rows = db.all(
    `SELECT ${columns} FROM ${table} ${letter} ${where} GROUP BY ${columns} ORDER BY ${order} LIMIT ? OFFSET ?`,
    [...query.where.flatMap(({ params }) => params), query.limit, offset],
  )
  const names = rows.map(({ project, domain, name }) => ({
    project: String(project),
    domain: String(domain),
    name: String(name),
  }))
  return { names, token: nextToken(offset, names.length, query.limit) }
}
