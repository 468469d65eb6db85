import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { REGISTRY_POLL_MS } from '../../config/timing'
import { type Project as ProjectMessage, Project_ProjectState } from '../gen/flyteidl/admin/project_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

export interface Project {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly domains: readonly { readonly id: string; readonly name: string }[]
  readonly archived: boolean
}

function toProject(message: ProjectMessage): Project {
  return {
    id: message.id,
    name: message.name === '' ? message.id : message.name,
    description: message.description,
    domains: message.domains.map(({ id, name }) => ({ id, name })),
    archived: message.state !== Project_ProjectState.ACTIVE,
  }
}

export const projectKeys = {
  all: ['projects'],
} as const

/** The active projects with their domains, by id. */
export function projectsQuery(transport: Transport) {
  return queryOptions({
    queryKey: projectKeys.all,
    // flyteadmin takes a limit of 0 as "all" here, and sorts by id.
    queryFn: async ({ signal }) => {
      const { projects } = await createClient(AdminService, transport).listProjects({ limit: 0 }, { signal })
      return projects.map(toProject)
    },
    staleTime: REGISTRY_POLL_MS,
  })
}
