import type { Sort } from '../../src/api/gen/flyteidl/admin/common_pb'
import { databaseRefusal } from '../rpc-error'
import type { Database } from './database'
import { entities } from './entities'
import type { Condition } from './filters'
import { nextToken, offsetOf, orderBy } from './paging'

/** Entities of which every version has a row and that are listed by name. */
export type VersionedEntity = 'task' | 'workflow' | 'launchPlan'

/** One entity, whatever its versions. */
interface EntityName {
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

/** How a list of names is ordered. */
export interface NameOrder {
  /** GROUP BY: the name's columns in the order of ORDER BY, so that one walk along an index does both. */
  readonly groupBy: string
  readonly orderBy: string
}

/**
 * Order of a list of names. Only what names an entity can be sorted by: other columns differ between its versions.
 *
 * @throws InvalidArgument for what is no column of the entity; Unknown, with PostgreSQL's words, for its other columns
 */
export function nameOrder(sort: Sort | undefined, entity: VersionedEntity): NameOrder {
  const { letter, table } = entities[entity]
  const [first = ''] = sort ? orderBy(sort, entity).split(',') : []
  if (sort && !nameColumns.includes(sort.key)) {
    throw databaseRefusal(
      `column "${table}.${sort.key}" must appear in the GROUP BY clause or be used in an aggregate function`,
    )
  }
  const key = sort?.key ?? 'project'
  const columns = [key, ...nameColumns.filter((column) => column !== key)].map((column) => `${letter}.${column}`)
  const direction = first.endsWith('DESC') ? ' DESC' : ''
  return { groupBy: columns.join(', '), orderBy: columns.map((column) => column + direction).join(', ') }
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
  const where = query.where.length === 0 ? '' : `WHERE ${query.where.map(({ sql }) => sql).join(' AND ')}`
  const rows = db.all(
    `SELECT ${order.groupBy} FROM ${table} ${letter} ${where} GROUP BY ${order.groupBy} ORDER BY ${order.orderBy} LIMIT ? OFFSET ?`,
    [...query.where.flatMap(({ params }) => params), query.limit, offset],
  )
  const names = rows.map(({ project, domain, name }) => ({
    project: String(project),
    domain: String(domain),
    name: String(name),
  }))
  return { names, token: nextToken(offset, names.length, query.limit) }
}
