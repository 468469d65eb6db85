import { type Sort, Sort_Direction as Direction, SortSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import { protoText } from '../proto-text'
import { invalidArgument } from '../rpc-error'
import { columnKind, isNullable } from './columns'
import { entities, type Entity } from './entities'

/**
 * The offset that a page token stands for. `rpc` ends the message: "for ListTasks"; empty where flyteadmin leaves it out.
 * @throws InvalidArgument for anything but a non-negative integer
 */
export function offsetOf(token: string, rpc: string): bigint {
  if (token === '') return 0n
  const offset = /^[+-]?\d{1,30}$/.test(token) ? BigInt(token.replace(/^\+/, '')) : -1n
  if (offset < 0n || offset >= 2n ** 63n) {
    throw invalidArgument(`invalid pagination token ${token}${rpc === '' ? '' : ` for ${rpc}`}`)
  }
  return offset
}

/** The token of the next page: given whenever this one is full, so the page after a full last one is empty (admin.md §2.1). */
export function nextToken(offset: bigint, count: number, limit: number): string {
  return count > 0 && count === limit ? String(offset + BigInt(count)) : ''
}

/**
 * ORDER BY of a list, without the words. NULL comes last when ascending and first when descending, as in PostgreSQL; rows that are equal
 * keep the order in which they were made.
 * @throws InvalidArgument for a key that is no column of the listed entity, or an unknown direction
 */
export function orderBy(sort: Sort | undefined, entity: Entity): string {
  const { letter, table } = entities[entity]
  if (!sort) return `${letter}.id`
  const { key, direction } = sort
  if (columnKind(table, key) === undefined) throw invalidArgument(`invalid sort key '${key}'`)
  const nulls = isNullable(table, key)
  switch (direction) {
    case Direction.ASCENDING:
      return `${letter}.${key} ASC${nulls ? ' NULLS LAST' : ''}, ${letter}.id ASC`
    case Direction.DESCENDING:
      return `${letter}.${key} DESC${nulls ? ' NULLS FIRST' : ''}, ${letter}.id DESC`
    default:
      throw invalidArgument(`invalid sort order specified: ${protoText(SortSchema, sort)}`)
  }
}
