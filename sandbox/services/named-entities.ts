import { create } from '@bufbuild/protobuf'
import {
  type NamedEntity,
  type NamedEntityGetRequest,
  type NamedEntityList,
  type NamedEntityListRequest,
  NamedEntityListSchema,
  NamedEntitySchema,
  NamedEntityState,
  type NamedEntityUpdateRequest,
  type NamedEntityUpdateResponse,
  NamedEntityUpdateResponseSchema,
} from '../../src/api/gen/flyteidl/admin/common_pb'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ControlPlane } from '../control-plane'
import { databaseRefusal, invalidArgument, invalidValue, missingArgument } from '../rpc-error'
import { type Database, findRow, insert, type Row, update } from '../store/database'
import { entities, namedEntityColumns } from '../store/entities'
import { type Condition, parseFilters } from '../store/filters'
import { type NameOrder, nameOrder, type VersionedEntity } from '../store/list-names'
import { nextToken, offsetOf } from '../store/paging'
import { checkLimit, checkNamedEntityId, checkText } from './check-identifiers'
import { entryNotFound } from './errors'
import { enumName, enumValue } from './phases'

/** Types whose names are named entities. */
const namedEntities: Readonly<Partial<Record<ResourceType, VersionedEntity>>> = {
  [ResourceType.TASK]: 'task',
  [ResourceType.WORKFLOW]: 'workflow',
  [ResourceType.LAUNCH_PLAN]: 'launchPlan',
}

/** What PostgreSQL takes into the description column, in characters. */
const maxDescription = 300

function checkType(type: ResourceType): void {
  if (type === ResourceType.UNSPECIFIED) throw invalidValue('resource_type')
}

/**
 * Gives what is known about a task, workflow or launch plan whatever its version. A name exists when it has a version
 * (admin.md §7).
 *
 * @throws InvalidArgument; NotFound
 */
export function getNamedEntity(cp: ControlPlane, request: NamedEntityGetRequest): NamedEntity {
  checkType(request.resourceType)
  const id = checkNamedEntityId(request.id)
  return namedEntityOf(namedEntityRow(cp.db, request.resourceType, id), request.resourceType)
}

/**
 * Sets the description and state of a name. The state is always overwritten, an empty description keeps the old one. Archiving
 * has no effect beyond this flag (admin.md §7).
 *
 * @throws InvalidArgument; NotFound
 */
export function updateNamedEntity(cp: ControlPlane, request: NamedEntityUpdateRequest): NamedEntityUpdateResponse {
  const { resourceType, metadata } = request
  checkType(resourceType)
  const id = checkNamedEntityId(request.id)
  if (metadata === undefined) throw missingArgument('metadata')
  if (metadata.state !== NamedEntityState.NAMED_ENTITY_ACTIVE && namedEntities[resourceType] === undefined) {
    throw invalidArgument(`Resource [${enumName(ResourceType, resourceType)}] cannot have its state updated`)
  }
  cp.db.transaction(() => {
    namedEntityRow(cp.db, resourceType, id)
    if (Array.from(metadata.description).length > maxDescription) {
      throw databaseRefusal(`value too long for type character varying(${maxDescription})`)
    }
    setNamedEntity(cp, resourceType, id, { state: metadata.state, description: metadata.description })
  })
  return create(NamedEntityUpdateResponseSchema)
}

/** Writes the metadata of a name; an empty description keeps what is stored. */
export function setNamedEntity(
  cp: ControlPlane,
  resourceType: ResourceType,
  id: { readonly project: string; readonly domain: string; readonly name: string },
  metadata: { readonly state: NamedEntityState; readonly description: string },
): void {
  const key = { resource_type: BigInt(resourceType), project: id.project, domain: id.domain, name: id.name }
  const now = cp.now()
  const fields = { updated_at: now, state: BigInt(metadata.state), description: metadata.description || undefined }
  const row = findRow(cp.db, 'named_entity_metadata', key)
  if (row === undefined) insert(cp.db, 'named_entity_metadata', { ...key, ...fields, created_at: now })
  else update(cp.db, 'named_entity_metadata', row.id, fields)
}

/**
 * Lists names with their description and state. Without filters the names that the server made up for single tasks are left out. Unlike
 * flyteadmin's, a page is full whatever the filters: they apply before the limit (admin.md §7, §17).
 *
 * @throws InvalidArgument; Unknown for a sort key that versions have and names have not
 */
export function listNamedEntities(cp: ControlPlane, request: NamedEntityListRequest): NamedEntityList {
  const { project, domain, resourceType, limit } = request
  checkText(project, 'project')
  checkText(domain, 'domain')
  checkType(resourceType)
  checkLimit(limit)
  const entity = namedEntities[resourceType]
  const filters = listFilters(request, entity ?? 'task', cp.now())
  const order = listOrder(request, entity ?? 'task')
  const offset = offsetOf(request.token, 'ListNamedEntities')
  if (entity === undefined) {
    throw invalidArgument(`Cannot list entity names for resource type: ${enumName(ResourceType, resourceType)}`)
  }
  const { letter, table } = entities[entity]
  const rows = cp.db.all(
    `SELECT ${letter}.project, ${letter}.domain, ${letter}.name, nem.description, nem.state FROM ${table} ${letter}
      LEFT JOIN named_entity_metadata nem ON nem.resource_type = ? AND nem.project = ${letter}.project
        AND nem.domain = ${letter}.domain AND nem.name = ${letter}.name
      WHERE ${letter}.project = ? AND ${letter}.domain = ? ${filters.map(({ sql }) => `AND ${sql}`).join(' ')}
      GROUP BY ${order.groupBy} ORDER BY ${order.orderBy} LIMIT ? OFFSET ?`,
    [resourceType, project, domain, ...filters.flatMap(({ params }) => params), limit, offset],
  )
  return create(NamedEntityListSchema, {
    entities: rows.map((row) => namedEntityOf(row, resourceType)),
    token: nextToken(offset, rows.length, limit),
  })
}

function listFilters(request: NamedEntityListRequest, versions: VersionedEntity, now: bigint): readonly Condition[] {
  const { letter } = entities[versions]
  if (request.filters === '') return [{ sql: `${letter}.name NOT GLOB ?`, params: ['.flytegen*'] }]
  return parseFilters(request.filters, 'namedEntity', {
    now,
    columnSql(entity, column) {
      // A name without metadata is active.
      if (column === 'state') return 'COALESCE(nem.state, 0)'
      if (column === 'resource_type') return String(request.resourceType)
      return `${entity === 'namedEntity' ? letter : 'nem'}.${column}`
    },
  })
}

function listOrder({ sortBy }: NamedEntityListRequest, versions: VersionedEntity): NameOrder {
  if (sortBy !== undefined && !namedEntityColumns.has(sortBy.key)) {
    throw invalidArgument(`invalid sort key '${sortBy.key}'`)
  }
  if (sortBy?.key === 'description' || sortBy?.key === 'resource_type' || sortBy?.key === 'state') {
    throw databaseRefusal(`column "${sortBy.key}" does not exist`)
  }
  return nameOrder(sortBy, versions)
}

/** A name's row, with NULLs where it has no metadata. */
function namedEntityRow(
  db: Database,
  resourceType: ResourceType,
  id: { readonly project: string; readonly domain: string; readonly name: string },
): Row {
  const entity = namedEntities[resourceType]
  if (entity === undefined) {
    throw invalidArgument(`Cannot get NamedEntityMetadata for resource type: ${enumName(ResourceType, resourceType)}`)
  }
  const row = db.get(
    `SELECT v.project, v.domain, v.name, nem.description, nem.state FROM ${entities[entity].table} v
      LEFT JOIN named_entity_metadata nem ON nem.resource_type = ? AND nem.project = v.project
        AND nem.domain = v.domain AND nem.name = v.name
      WHERE v.project = ? AND v.domain = ? AND v.name = ? LIMIT 1`,
    [resourceType, id.project, id.domain, id.name],
  )
  if (row === undefined) throw entryNotFound()
  return row
}

function namedEntityOf(row: Row, resourceType: ResourceType): NamedEntity {
  return create(NamedEntitySchema, {
    resourceType,
    id: { project: String(row.project), domain: String(row.domain), name: String(row.name) },
    metadata: {
      description: row.description === null ? '' : String(row.description),
      state: row.state === null ? NamedEntityState.NAMED_ENTITY_ACTIVE : enumValue(NamedEntityState, String(row.state)),
    },
  })
}
