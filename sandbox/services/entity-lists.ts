import { create } from '@bufbuild/protobuf'
import {
  type NamedEntityIdentifierList,
  type NamedEntityIdentifierListRequest,
  NamedEntityIdentifierListSchema,
  type ResourceListRequest,
} from '../../src/api/gen/flyteidl/admin/common_pb'
import type { ControlPlane } from '../control-plane'
import { missingArgument } from '../rpc-error'
import { entities } from '../store/entities'
import type { Condition } from '../store/filters'
import { listNames, type VersionedEntity } from '../store/list-names'
import { equals, listRows, parseListFilters } from '../store/list-rows'
import { checkLimit, checkText } from './check-identifiers'

/**
 * One page of the versions of tasks, workflows or launch plans: project and domain required, name optional (admin.md §2, §4).
 *
 * @throws InvalidArgument
 */
export function listVersions<E extends VersionedEntity>(
  cp: ControlPlane,
  entity: E,
  request: ResourceListRequest,
  rpc: string,
) {
  const { id } = request
  if (id === undefined) throw missingArgument('id')
  checkText(id.project, 'project')
  checkText(id.domain, 'domain')
  checkLimit(request.limit)
  return listRows(cp.db, entity, {
    where: nameConditions(entity, id),
    filters: parseListFilters(request.filters, entity, cp.now()),
    sort: request.sortBy,
    limit: request.limit,
    token: request.token,
    rpc,
  })
}

/**
 * One page of the distinct names of tasks or workflows; the request's filters are ignored, as by flyteadmin.
 *
 * @throws InvalidArgument
 */
export function listEntityNames(
  cp: ControlPlane,
  entity: VersionedEntity,
  request: NamedEntityIdentifierListRequest,
  rpc: string,
): NamedEntityIdentifierList {
  checkText(request.project, 'project')
  checkText(request.domain, 'domain')
  checkLimit(request.limit)
  return namesOf(cp, entity, request, rpc)
}

/** As `listEntityNames`, of a request that has been checked. */
export function namesOf(
  cp: ControlPlane,
  entity: VersionedEntity,
  request: NamedEntityIdentifierListRequest,
  rpc: string,
): NamedEntityIdentifierList {
  const { project, domain, sortBy, limit, token } = request
  const where = nameConditions(entity, { project, domain, name: '' })
  const page = listNames(cp.db, entity, { where, sort: sortBy, limit, token, rpc })
  return create(NamedEntityIdentifierListSchema, {
    entities: page.names.map((name) => ({ ...name })),
    token: page.token,
  })
}

/** Conditions for the parts of a name that are given. */
function nameConditions(
  entity: VersionedEntity,
  id: { readonly project: string; readonly domain: string; readonly name: string },
): Condition[] {
  const { letter } = entities[entity]
  const parts = [
    ['project', id.project],
    ['domain', id.domain],
    ['name', id.name],
  ] as const
  return parts.filter(([, value]) => value !== '').map(([column, value]) => equals(`${letter}.${column}`, value))
}
