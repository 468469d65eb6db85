import { create } from '@bufbuild/protobuf'
import {
  type Domain,
  DomainSchema,
  type GetDomainRequest,
  type GetDomainsResponse,
  GetDomainsResponseSchema,
} from '../../src/api/gen/flyteidl/admin/project_pb'
import type { ControlPlane } from '../control-plane'

/** flyteadmin's default configuration; identifier and name are the same. */
const domainIds = ['development', 'staging', 'production']

/** Whether there is a domain of that name. */
export function isDomain(id: string): boolean {
  return domainIds.includes(id)
}

/** Every domain, in the configured order; every project has all of them. */
export function allDomains(): Domain[] {
  return domainIds.map((id) => create(DomainSchema, { id, name: id }))
}

/** Lists the domains (admin.md §3). */
export function getDomains(_cp: ControlPlane, _request: GetDomainRequest): GetDomainsResponse {
  return create(GetDomainsResponseSchema, { domains: allDomains() })
}
