import { createClient, type Transport } from '@connectrpc/connect'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { LIST_PAGE_SIZE, NAME_PAGE_SIZE, REGISTRY_POLL_MS } from '../../config/timing'
import type { EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import { allTerms, containsTerm, equalTerm } from '../../domain/entities/filter-term'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { toApiError } from '../errors'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { latestVersionQuery, newestFirst, type VersionSource, versionsQuery } from '../named-entities/version-queries'
import { toLaunchPlanVersion } from './launch-plan-mapper'

export const launchPlanKeys = {
  all: ['launch-plans'],
  ofName: ({ project, domain, name }: EntityName) => [...launchPlanKeys.all, project, domain, name],
} as const

export function launchPlanQuery(transport: Transport, id: EntityVersion) {
  return queryOptions({
    queryKey: [...launchPlanKeys.ofName(id), 'version', id.version],
    queryFn: async ({ signal }) => {
      const plan = await createClient(AdminService, transport).getLaunchPlan(
        { id: { ...id, resourceType: ResourceType.LAUNCH_PLAN } },
        { signal },
      )
      return toLaunchPlanVersion(plan)
    },
    // Its state can change, the rest of it never does.
    staleTime: REGISTRY_POLL_MS,
  })
}

/** The version that is active, and with it the schedule in force. Null when none is. */
export function activeLaunchPlanQuery(transport: Transport, name: EntityName) {
  return queryOptions({
    queryKey: [...launchPlanKeys.ofName(name), 'active'],
    queryFn: async ({ signal }) => {
      try {
        return toLaunchPlanVersion(
          await createClient(AdminService, transport).getActiveLaunchPlan({ id: name }, { signal }),
        )
      } catch (error) {
        if (toApiError(error).kind === 'not-found') return null
        throw error
      }
    },
    staleTime: REGISTRY_POLL_MS,
  })
}

/** Every active launch plan of a project and domain, in one call. */
export function activeLaunchPlansQuery(transport: Transport, { project, domain }: Omit<EntityName, 'name'>) {
  return queryOptions({
    queryKey: [...launchPlanKeys.all, project, domain, { active: true }],
    queryFn: async ({ signal }) => {
      const { launchPlans } = await createClient(AdminService, transport).listActiveLaunchPlans(
        { project, domain, limit: NAME_PAGE_SIZE },
        { signal },
      )
      return launchPlans.map(toLaunchPlanVersion)
    },
    staleTime: REGISTRY_POLL_MS,
  })
}

const versions: VersionSource<LaunchPlanVersion> = {
  keyOf: launchPlanKeys.ofName,
  list: async (admin, request, signal) => {
    const { launchPlans, token } = await admin.listLaunchPlans(request, { signal })
    return { versions: launchPlans.map(toLaunchPlanVersion), token }
  },
}

export const latestLaunchPlanQuery = (transport: Transport, name: EntityName) =>
  latestVersionQuery(versions, transport, name)

export const launchPlanVersionsQuery = (transport: Transport, name: EntityName, search: string) =>
  versionsQuery(versions, transport, name, search)

/** Launch plans of a workflow, or of one version of it, latest first, page by page; those with `search` in the name. */
export function launchPlansOfWorkflowQuery(
  transport: Transport,
  workflow: EntityName & { readonly version?: string },
  search = '',
) {
  const { project, domain, name, version } = workflow
  return infiniteQueryOptions({
    queryKey: [...launchPlanKeys.all, project, domain, { workflow: name, version: version ?? '', search }],
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) => {
      const { launchPlans, token } = await createClient(AdminService, transport).listLaunchPlans(
        {
          id: { project, domain },
          limit: LIST_PAGE_SIZE,
          token: pageParam,
          filters: allTerms(
            equalTerm('workflow.name', name),
            version === undefined ? '' : equalTerm('workflow.version', version),
            containsTerm('name', search),
          ),
          sortBy: newestFirst,
        },
        { signal },
      )
      const plans = launchPlans
        .map(toLaunchPlanVersion)
        .filter((plan) => plan.workflow?.name === name && (version === undefined || plan.workflow.version === version))
      return { plans, token }
    },
    getNextPageParam: ({ token }) => (token === '' ? undefined : token),
    staleTime: REGISTRY_POLL_MS,
  })
}
