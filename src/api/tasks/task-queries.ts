import { createClient, type Transport } from '@connectrpc/connect'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { LIST_PAGE_SIZE, REGISTRY_POLL_MS } from '../../config/timing'
import type { EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import { containsTerm } from '../../domain/entities/filter-term'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { toTaskVersion } from './task-mapper'

export const taskKeys = {
  all: ['tasks'],
  ofName: ({ project, domain, name }: EntityName) => [...taskKeys.all, project, domain, name],
} as const

const newestFirst = { key: 'created_at', direction: Sort_Direction.DESCENDING } as const

/** One version of a task, whole. What is registered never changes. */
export function taskQuery(transport: Transport, id: EntityVersion) {
  return queryOptions({
    queryKey: [...taskKeys.ofName(id), 'version', id.version],
    queryFn: async ({ signal }) => {
      const task = await createClient(AdminService, transport).getTask(
        { id: { ...id, resourceType: ResourceType.TASK } },
        { signal },
      )
      return toTaskVersion(task)
    },
    staleTime: Infinity,
  })
}

/** The latest version as FlyteRemote resolves it: the one created last. Null when there is none. */
export function latestTaskQuery(transport: Transport, name: EntityName) {
  return queryOptions({
    queryKey: [...taskKeys.ofName(name), 'latest'],
    queryFn: async ({ signal }) => {
      const { tasks } = await createClient(AdminService, transport).listTasks(
        { id: name, limit: 1, sortBy: newestFirst },
        { signal },
      )
      return tasks[0] === undefined ? null : toTaskVersion(tasks[0])
    },
    staleTime: REGISTRY_POLL_MS,
  })
}

/** Versions of a task, latest first, page by page; those with `search` in the version. */
export function taskVersionsQuery(transport: Transport, name: EntityName, search: string) {
  return infiniteQueryOptions({
    queryKey: [...taskKeys.ofName(name), 'versions', search],
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) => {
      const { tasks, token } = await createClient(AdminService, transport).listTasks(
        {
          id: name,
          limit: LIST_PAGE_SIZE,
          token: pageParam,
          filters: containsTerm('version', search),
          sortBy: newestFirst,
        },
        { signal },
      )
      return { versions: tasks.map(toTaskVersion), token }
    },
    getNextPageParam: ({ token }) => (token === '' ? undefined : token),
    staleTime: REGISTRY_POLL_MS,
  })
}
