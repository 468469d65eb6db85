import { create } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { NamedEntityListSchema, NamedEntityState } from '../gen/flyteidl/admin/common_pb'
import { ExecutionListSchema, ExecutionSchema } from '../gen/flyteidl/admin/execution_pb'
import { WorkflowExecution_Phase as Phase } from '../gen/flyteidl/core/execution_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { LaunchPlanListSchema } from '../gen/flyteidl/admin/launch_plan_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { entityOfRun } from '../../domain/entities/entity-runs'
import { archiveMutation, namedEntitiesQuery } from './named-entity-queries'
import { recentRunsQuery, runsOfEntityQuery } from './recent-runs-query'
import { toldVersionsQuery } from './told-versions-query'

const scope = { project: 'p', domain: 'd' }

test('names come with their state, without what Flyte made for itself', async () => {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listNamedEntities, ({ resourceType }) =>
      create(NamedEntityListSchema, {
        entities: [
          { id: { name: 'a' }, metadata: { description: 'first' } },
          { id: { name: 'b' }, metadata: { state: NamedEntityState.NAMED_ENTITY_ARCHIVED } },
          { id: { name: 'c' }, metadata: { state: NamedEntityState.SYSTEM_GENERATED } },
        ],
        token: resourceType === ResourceType.WORKFLOW ? '' : '10000',
      }),
    )
  })
  const client = new QueryClient()
  expect(await client.fetchQuery(namedEntitiesQuery(transport, 'workflow', scope))).toEqual({
    entities: [
      { name: 'a', description: 'first', archived: false },
      { name: 'b', description: '', archived: true },
    ],
    complete: true,
  })
  expect((await client.fetchQuery(namedEntitiesQuery(transport, 'task', scope))).complete).toBe(false)
})

test('archiving keeps the description', async () => {
  const sent: unknown[] = []
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.updateNamedEntity, ({ resourceType, id, metadata }) => {
      sent.push([resourceType, id?.name, metadata?.description, metadata?.state])
      return {}
    })
  })
  const client = new QueryClient()
  const change = client.getMutationCache().build(client, archiveMutation(transport, client, 'launchPlan'))
  await change.execute({ id: { ...scope, name: 'a' }, archived: true, description: 'kept' })
  expect(sent).toEqual([[ResourceType.LAUNCH_PLAN, 'a', 'kept', NamedEntityState.NAMED_ENTITY_ARCHIVED]])
})

const execution = (name: string, launched: ResourceType, phase: Phase) =>
  create(ExecutionSchema, {
    id: { ...scope, name },
    spec: { launchPlan: { ...scope, name: 'plan', version: 'v', resourceType: launched } },
    closure: {
      phase,
      createdAt: { seconds: 10n },
      duration: { seconds: 2n, nanos: 500_000_000 },
      workflowId: { ...scope, name: 'wf', version: 'v' },
    },
  })

test('runs say what they run; those of one entity are asked for by its name', async () => {
  const asked: string[] = []
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listExecutions, ({ filters }) => {
      asked.push(filters)
      return create(ExecutionListSchema, {
        executions: [
          execution('a', ResourceType.LAUNCH_PLAN, Phase.RUNNING),
          execution('b', ResourceType.TASK, Phase.SUCCEEDED),
        ],
      })
    })
  })
  const client = new QueryClient()
  const { runs, complete } = await client.fetchQuery(recentRunsQuery(transport, scope))
  expect(complete).toBe(true)
  expect(
    runs.map((run) => [
      run.key.name,
      entityOfRun(run, 'workflow')?.name,
      entityOfRun(run, 'launchPlan')?.name,
      entityOfRun(run, 'task')?.name,
    ]),
  ).toEqual([
    ['a', 'wf', 'plan', undefined],
    ['b', undefined, undefined, 'plan'],
  ])
  const own = await client.fetchQuery(runsOfEntityQuery(transport, 'task', { ...scope, name: 'plan', version: 'v' }))
  expect(own.runs.map(({ key }) => key.name)).toEqual(['b'])
  expect(asked).toEqual(['', 'eq(task.name,plan)+eq(task.version,v)'])
})

test('the versions of a kind come in one call, those created last first', async () => {
  const asked: unknown[] = []
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listLaunchPlans, ({ id, limit, sortBy }) => {
      asked.push([id?.project, id?.name, limit, sortBy?.key])
      return create(LaunchPlanListSchema, {
        launchPlans: [
          { id: { ...scope, name: 'nightly', version: 'v2' }, spec: { workflowId: { name: 'wf' } } },
          { id: { ...scope, name: 'nightly', version: 'v1' }, closure: { createdAt: { seconds: 7n } } },
        ],
      })
    })
  })
  const { versions, complete } = await new QueryClient().fetchQuery(toldVersionsQuery(transport, 'launchPlan', scope))
  expect(complete).toBe(true)
  expect(versions.map(({ id, createdAt, of }) => [id.version, createdAt, of])).toEqual([
    ['v2', undefined, 'wf'],
    ['v1', 7000, ''],
  ])
  expect(asked).toEqual([['p', '', 500, 'created_at']])
})
