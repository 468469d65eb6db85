import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import type { ObjectGetRequest } from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type DescriptionEntity,
  type DescriptionEntityList,
  type DescriptionEntityListRequest,
  DescriptionEntityListSchema,
  DescriptionEntitySchema,
  DescriptionSchema,
} from '../../src/api/gen/flyteidl/admin/description_entity_pb'
import { type Identifier, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ControlPlane } from '../control-plane'
import { databaseRefusal, invalidValue, missingArgument } from '../rpc-error'
import { columnKind, type RowOf } from '../store/columns'
import { insert } from '../store/database'
import { type Filter, parseFilters } from '../store/filters'
import type { VersionedEntity } from '../store/list-names'
import { equals, listRows } from '../store/list-rows'
import { checkIdentifierFields, checkLimit, checkNamedEntityId } from './check-identifiers'
import { entryNotFound } from './errors'
import { enumValue } from './phases'

/** Stores the description that came with a task or workflow, if any; part of the transaction that creates the entity. */
export function insertDescription(cp: ControlPlane, id: Identifier, description: DescriptionEntity | undefined): void {
  if (description === undefined) return
  const now = cp.now()
  const { longDescription } = description
  insert(cp.db, 'description_entities', {
    created_at: now,
    updated_at: now,
    resource_type: BigInt(id.resourceType),
    project: id.project,
    domain: id.domain,
    name: id.name,
    version: id.version,
    short_description: description.shortDescription,
    long_description: longDescription && toBinary(DescriptionSchema, longDescription),
    link: description.sourceCode?.link,
  })
}

/**
 * Gives the description of a version. The type asked for only decides between descriptions of the same name: a launch plan is
 * described by what it launches (admin.md §7).
 *
 * @throws InvalidArgument; NotFound
 */
export function getDescriptionEntity(cp: ControlPlane, request: ObjectGetRequest): DescriptionEntity {
  if (request.id === undefined) throw invalidValue('resource_type')
  const id = checkIdentifierFields(request.id)
  const row = cp.db.get(
    'SELECT * FROM description_entities WHERE project = ? AND domain = ? AND name = ? AND version = ? ORDER BY resource_type = ? DESC, resource_type LIMIT 1',
    [id.project, id.domain, id.name, id.version, id.resourceType || ResourceType.TASK],
  )
  if (row === undefined) throw entryNotFound()
  return descriptionOf(row as RowOf<'description_entities'>)
}

/**
 * Lists the descriptions of a name's versions, of any type (admin.md §7). Filters are those of the type's entity, as far as
 * descriptions have the column.
 *
 * @throws InvalidArgument; Internal when filtered without a type that has descriptions, as flyteadmin answers
 */
export function listDescriptionEntities(
  cp: ControlPlane,
  request: DescriptionEntityListRequest,
): DescriptionEntityList {
  if (request.id === undefined) throw missingArgument('id')
  const id = checkNamedEntityId(request.id)
  checkLimit(request.limit)
  const { rows, token } = listRows(cp.db, 'descriptionEntity', {
    where: [equals('de.project', id.project), equals('de.domain', id.domain), equals('de.name', id.name)],
    filters: request.filters === '' ? [] : descriptionFilters(request.filters, request.resourceType, cp.now()),
    sort: request.sortBy,
    limit: request.limit,
    token: request.token,
    rpc: 'ListWorkflows',
  })
  return create(DescriptionEntityListSchema, { descriptionEntities: rows.map(descriptionOf), token })
}

const describedEntities: Readonly<Partial<Record<ResourceType, VersionedEntity>>> = {
  [ResourceType.TASK]: 'task',
  [ResourceType.WORKFLOW]: 'workflow',
  [ResourceType.LAUNCH_PLAN]: 'launchPlan',
}

function descriptionFilters(filters: string, type: ResourceType, now: bigint): Filter[] {
  const entity = describedEntities[type]
  if (entity === undefined) throw new ConnectError("unsupported entity ''", Code.Internal)
  const parsed = parseFilters(filters, entity, { now, columnSql: (_entity, column) => `de.${column}` })
  for (const { column } of parsed) {
    if (columnKind('description_entities', column) === undefined) {
      throw databaseRefusal(`column "${column}" does not exist`)
    }
  }
  return parsed.map((filter) => ({ ...filter, entity: 'descriptionEntity' }))
}

function descriptionOf(row: RowOf<'description_entities'>): DescriptionEntity {
  return create(DescriptionEntitySchema, {
    id: {
      resourceType: enumValue(ResourceType, String(row.resource_type)),
      project: row.project,
      domain: row.domain,
      name: row.name,
      version: row.version,
    },
    shortDescription: row.short_description,
    longDescription: fromBinary(DescriptionSchema, row.long_description),
    sourceCode: { link: row.link },
  })
}
