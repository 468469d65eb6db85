import type { Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import type { EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import type { WorkflowVersion } from '../../domain/entities/versions'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { latestVersionQuery, type VersionSource, versionsQuery } from '../named-entities/version-queries'
import { unaryInSlices } from '../wire/unary-in-slices'
import { toWorkflowDetail, toWorkflowVersion } from './workflow-mapper'

export const workflowKeys = {
  all: ['workflows'],
  ofName: ({ project, domain, name }: EntityName) => [...workflowKeys.all, project, domain, name],
} as const

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

const versions: VersionSource<WorkflowVersion> = {
  keyOf: workflowKeys.ofName,
  list: async (admin, request, signal) => {
    const { workflows, token } = await admin.listWorkflows(request, { signal })
    return { versions: workflows.map(toWorkflowVersion), token }
  },
}

export const latestWorkflowQuery = (transport: Transport, name: EntityName) =>
  latestVersionQuery(versions, transport, name)

export const workflowVersionsQuery = (transport: Transport, name: EntityName, search: string) =>
  versionsQuery(versions, transport, name, search)
