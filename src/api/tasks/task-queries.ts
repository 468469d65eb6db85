import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import type { EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import type { TaskVersion } from '../../domain/entities/versions'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { latestVersionQuery, type VersionSource, versionsQuery } from '../named-entities/version-queries'
import { toTaskVersion } from './task-mapper'

export const taskKeys = {
  all: ['tasks'],
  ofName: ({ project, domain, name }: EntityName) => [...taskKeys.all, project, domain, name],
} as const

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

const versions: VersionSource<TaskVersion> = {
  keyOf: taskKeys.ofName,
  list: async (admin, request, signal) => {
    const { tasks, token } = await admin.listTasks(request, { signal })
    return { versions: tasks.map(toTaskVersion), token }
  },
}

export const latestTaskQuery = (transport: Transport, name: EntityName) => latestVersionQuery(versions, transport, name)

export const taskVersionsQuery = (transport: Transport, name: EntityName, search: string) =>
  versionsQuery(versions, transport, name, search)
