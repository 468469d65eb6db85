import { createClient, type Transport } from '@connectrpc/connect'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { LIST_PAGE_SIZE, REGISTRY_POLL_MS } from '../../config/timing'
import type { EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import { containsTerm } from '../../domain/entities/filter-term'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { unaryInSlices } from '../wire/unary-in-slices'
import { toWorkflowDetail, toWorkflowVersion } from './workflow-mapper'

export const workflowKeys = {
  all: ['workflows'],
  ofName: ({ project, domain, name }: EntityName) => [...workflowKeys.all, project, domain, name],
} as const

const newestFirst = { key: 'created_at', direction: Sort_Direction.DESCENDING } as const

/** One version of a workflow with its compiled closure. What is registered never changes. */
export function workflowQuery(transport: Transport, id: EntityVersion) {
  return queryOptions({
    queryKey: [...workflowKeys.ofName(id), 'version', id.version],
    queryFn: async ({ signal }) => {
      const workflow = await unaryInSlices(
        transport,
        AdminService.method.getWorkflow,
        { id: { ...id, resourceType: ResourceType.WORKFLOW } },
        signal,
      )
      return toWorkflowDetail(workflow)
    },
    staleTime: Infinity,
  })
}

/** The latest version as FlyteRemote resolves it: the one created last. Null when there is none. */
export function latestWorkflowQuery(transport: Transport, name: EntityName) {
  return queryOptions({
    queryKey: [...workflowKeys.ofName(name), 'latest'],
    queryFn: async ({ signal }) => {
      const { workflows } = await createClient(AdminService, transport).listWorkflows(
        { id: name, limit: 1, sortBy: newestFirst },
        { signal },
      )
      return workflows[0] === undefined ? null : toWorkflowVersion(workflows[0])
    },
    staleTime: REGISTRY_POLL_MS,
  })
}

/** Versions of a workflow, latest first, page by page; those with `search` in the version. */
export function workflowVersionsQuery(transport: Transport, name: EntityName, search: string) {
  return infiniteQueryOptions({
    queryKey: [...workflowKeys.ofName(name), 'versions', search],
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) => {
      const { workflows, token } = await createClient(AdminService, transport).listWorkflows(
        {
          id: name,
          limit: LIST_PAGE_SIZE,
          token: pageParam,
          filters: containsTerm('version', search),
          sortBy: newestFirst,
        },
        { signal },
      )
      return { versions: workflows.map(toWorkflowVersion), token }
    },
    getNextPageParam: ({ token }) => (token === '' ? undefined : token),
    staleTime: REGISTRY_POLL_MS,
  })
}
