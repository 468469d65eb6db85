import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { LaunchPlanListSchema, LaunchPlanSchema, LaunchPlanState } from '../gen/flyteidl/admin/launch_plan_pb'
import { FixedRateUnit, type ScheduleSchema } from '../gen/flyteidl/admin/schedule_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { toLaunchPlanVersion } from './launch-plan-mapper'
import { activeLaunchPlanQuery, launchPlansOfWorkflowQuery } from './launch-plan-queries'
import { setLaunchPlanActive } from './set-active'

type Expression = NonNullable<MessageInitShape<typeof ScheduleSchema>['ScheduleExpression']>

const plan = (name: string, workflow: string, expression?: Expression) =>
  create(LaunchPlanSchema, {
    id: { project: 'p', domain: 'd', name, version: 'v', resourceType: ResourceType.LAUNCH_PLAN },
    closure: { state: LaunchPlanState.ACTIVE },
    spec: {
      workflowId: { project: 'p', domain: 'd', name: workflow, version: 'v' },
      entityMetadata: expression ? { schedule: { ScheduleExpression: expression, kickoffTimeInputArg: 'at' } } : {},
    },
  })

test.each<[Expression | undefined, unknown]>([
  [undefined, undefined],
  [{ case: 'cronExpression', value: '' }, undefined],
  [
    { case: 'cronExpression', value: '* * * * *' },
    { kind: 'cron', expression: '* * * * *', offset: '', kickoffInput: 'at' },
  ],
  [
    { case: 'cronSchedule', value: { schedule: '@daily', offset: 'PT1H' } },
    { kind: 'cron', expression: '@daily', offset: 'PT1H', kickoffInput: 'at' },
  ],
  [
    { case: 'rate', value: { value: 3, unit: FixedRateUnit.HOUR } },
    { kind: 'rate', value: 3, unit: 'hour', kickoffInput: 'at' },
  ],
])('the schedule %j', (expression, schedule) => {
  const version = toLaunchPlanVersion(plan('l', 'w', expression))
  expect(version.schedule).toEqual(schedule)
  expect(version).toMatchObject({ active: true, workflow: { name: 'w' } })
})

test('no active version is an answer, not an error', async () => {
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.getActiveLaunchPlan, () => {
      throw new ConnectError('No active launch plan could be found: p:d:l', Code.NotFound)
    })
  })
  const query = activeLaunchPlanQuery(transport, { project: 'p', domain: 'd', name: 'l' })
  expect(await new QueryClient().fetchQuery(query)).toBeNull()
})

test('plans of a workflow are asked for by its name, and only its own are kept', async () => {
  const asked: string[] = []
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.listLaunchPlans, ({ filters }) => {
      asked.push(filters)
      return create(LaunchPlanListSchema, { launchPlans: [plan('a', 'w'), plan('b', 'other')] })
    })
  })
  const query = launchPlansOfWorkflowQuery(transport, { project: 'p', domain: 'd', name: 'w', version: 'v' })
  const { pages } = await new QueryClient().fetchInfiniteQuery(query)
  expect(pages[0]?.plans.map(({ id }) => id.name)).toEqual(['a'])
  expect(asked).toEqual(['eq(workflow.name,w)+eq(workflow.version,v)'])
})

test.each([
  [true, LaunchPlanState.ACTIVE],
  [false, LaunchPlanState.INACTIVE],
])('active %s is sent as state %s', async (active, state) => {
  const sent: unknown[] = []
  const transport = createRouterTransport(({ rpc }) => {
    rpc(AdminService.method.updateLaunchPlan, (request) => {
      sent.push([request.id?.name, request.id?.resourceType, request.state])
      return {}
    })
  })
  await setLaunchPlanActive(transport, { project: 'p', domain: 'd', name: 'l', version: 'v' }, active)
  expect(sent).toEqual([['l', ResourceType.LAUNCH_PLAN, state]])
})
