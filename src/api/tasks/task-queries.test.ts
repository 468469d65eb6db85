import { create } from '@bufbuild/protobuf'
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { type ResourceListRequest, Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { TaskListSchema, TaskSchema, TaskSpecSchema } from '../gen/flyteidl/admin/task_pb'
import { IdentifierSchema, ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { createTask } from './create-task'
import { latestTaskQuery, taskQuery, taskVersionsQuery } from './task-queries'

const name = { project: 'p', domain: 'd', name: 'm.t' }
const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })
const task = (version: string) =>
  create(TaskSchema, {
    id: { ...name, version, resourceType: ResourceType.TASK },
    closure: { createdAt: { seconds: 1_700_000_000n }, compiledTask: { template: { type: 'python-task' } } },
    shortDescription: 'Loads',
  })

test('a version becomes a plain object with its document', async () => {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.getTask, ({ id }) => task(`${id?.version ?? ''}!`))
  })
  const version = await client().fetchQuery(taskQuery(transport, { ...name, version: 'v1' }))
  expect(version).toMatchObject({
    id: { ...name, version: 'v1!' },
    createdAt: 1_700_000_000_000,
    type: 'python-task',
    summary: 'Loads',
  })
  expect(version.json()).toMatchObject({ shortDescription: 'Loads' })
})

test('the latest is the one created last; versions come page by page, with a filter that can be written', async () => {
  const asked: ResourceListRequest[] = []
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listTasks, (request) => {
      asked.push(request)
      return create(TaskListSchema, { tasks: [task(`v${asked.length}`)], token: asked.length < 3 ? '100' : '' })
    })
  })
  const latest = await client().fetchQuery(latestTaskQuery(transport, name))
  expect(latest?.id.version).toBe('v1')
  const pages = await client().fetchInfiniteQuery({ ...taskVersionsQuery(transport, name, '1.0+abc'), pages: 5 })
  expect(pages.pages.map(({ versions }) => versions[0]?.id.version)).toEqual(['v2', 'v3'])
  expect(
    asked.map(({ limit, token, filters, sortBy }) => [limit, token, filters, sortBy?.key, sortBy?.direction]),
  ).toEqual([
    [1, '', '', 'created_at', Sort_Direction.DESCENDING],
    [100, '', 'contains(version,1.0)', 'created_at', Sort_Direction.DESCENDING],
    [100, '100', 'contains(version,1.0)', 'created_at', Sort_Direction.DESCENDING],
  ])
})

test('without a version there is no latest one', async () => {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listTasks, () => create(TaskListSchema))
  })
  expect(await client().fetchQuery(latestTaskQuery(transport, name))).toBeNull()
})

test('creating passes the refusal on', async () => {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.createTask, () => {
      throw new ConnectError('task with identical structure already exists', Code.AlreadyExists)
    })
  })
  await expect(createTask(transport, create(IdentifierSchema), create(TaskSpecSchema))).rejects.toMatchObject({
    code: Code.AlreadyExists,
  })
})
