import { create } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { WorkflowListSchema, WorkflowSchema } from '../gen/flyteidl/admin/workflow_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { latestWorkflowQuery, workflowQuery, workflowVersionsQuery } from './workflow-queries'

const name = { project: 'p', domain: 'd', name: 'm.w' }
const workflow = (version: string) =>
  create(WorkflowSchema, {
    id: { ...name, version, resourceType: ResourceType.WORKFLOW },
    closure: {
      createdAt: { seconds: 5n },
      compiledWorkflow: { primary: { template: { interface: { inputs: { variables: { x: {} } } } } } },
    },
  })

test('lists give the interface, one version its closure', async () => {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listWorkflows, ({ limit }) =>
      create(WorkflowListSchema, { workflows: [workflow(`latest of ${limit}`)] }),
    )
    rpc(AdminService.method.getWorkflow, ({ id }) => workflow(id?.version ?? ''))
  })
  const client = new QueryClient()
  const latest = await client.fetchQuery(latestWorkflowQuery(transport, name))
  expect(latest).toMatchObject({ id: { version: 'latest of 1' }, createdAt: 5000 })
  expect(Object.keys(latest?.interface?.inputs?.variables ?? {})).toEqual(['x'])
  const detail = await client.fetchQuery(workflowQuery(transport, { ...name, version: 'v9' }))
  expect(detail.closure?.primary?.template?.interface?.inputs?.variables).toHaveProperty('x')
  expect(detail.json()).toMatchObject({ id: { version: 'v9' } })
  const { pages } = await client.fetchInfiniteQuery(workflowVersionsQuery(transport, name, ''))
  expect(pages.map(({ versions }) => versions.length)).toEqual([1])
})
