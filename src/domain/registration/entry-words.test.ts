import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { entryNeeds } from './entry-needs'
import { entrySummary } from './entry-summary'
import type { PackageEntry } from './package-reader'

const task = (init: MessageInitShape<typeof TaskSpecSchema>): PackageEntry => ({
  kind: 'task',
  file: '',
  name: 'mod.t',
  spec: create(TaskSpecSchema, init),
})
const workflow = (init: MessageInitShape<typeof WorkflowSpecSchema>): PackageEntry => ({
  kind: 'workflow',
  file: '',
  name: 'mod.w',
  spec: create(WorkflowSpecSchema, init),
})
const plan = (spec: NonNullable<MessageInitShape<typeof LaunchPlanSchema>['spec']>, name = 'mod.w'): PackageEntry => ({
  kind: 'launchPlan',
  file: '',
  name,
  plan: create(LaunchPlanSchema, { id: { resourceType: ResourceType.LAUNCH_PLAN, name }, spec }),
})

describe('what an entity needs', () => {
  test('a workflow needs the tasks and launch plans of its nodes and inner workflows, not itself', () => {
    const node = (id: string, target: 'task' | 'plan', name: string) =>
      target === 'task'
        ? {
            id,
            target: {
              case: 'taskNode' as const,
              value: { reference: { case: 'referenceId' as const, value: { resourceType: ResourceType.TASK, name } } },
            },
          }
        : {
            id,
            target: {
              case: 'workflowNode' as const,
              value: {
                reference: { case: 'launchplanRef' as const, value: { resourceType: ResourceType.LAUNCH_PLAN, name } },
              },
            },
          }
    const needs = entryNeeds(
      workflow({
        template: {
          id: { resourceType: ResourceType.WORKFLOW, name: 'mod.w' },
          nodes: [node('n0', 'task', 'mod.t'), node('n1', 'plan', 'mod.other')],
        },
        subWorkflows: [{ nodes: [node('n0', 'task', 'mod.inner')] }],
      }),
    )
    expect([...needs].sort()).toEqual(['launchPlan mod.other', 'task mod.inner', 'task mod.t'])
  })

  test('a launch plan needs its workflow, a task nothing', () => {
    expect([...entryNeeds(plan({ workflowId: { name: 'mod.w' } }))]).toEqual(['workflow mod.w'])
    expect([...entryNeeds(task({ template: { id: { resourceType: ResourceType.TASK, name: 'mod.t' } } }))]).toEqual([])
  })
})

test.each([
  [task({ template: { type: 'python-task' } }), 'python-task, no input'],
  [task({ template: { type: 'spark', interface: { inputs: { variables: { a: {}, b: {} } } } } }), 'spark, 2 inputs'],
  [workflow({ template: { nodes: [{}, {}] } }), '2 nodes'],
  [
    workflow({ template: { nodes: [{}], failureNode: {} }, subWorkflows: [{}] }),
    '1 node, 1 inner workflow, a failure node',
  ],
  [plan({ workflowId: { name: 'mod.w' } }), 'default'],
  [plan({ workflowId: { name: 'mod.w' } }, 'mod.nightly'), 'of mod.w'],
  [
    plan({
      workflowId: { name: 'mod.w' },
      fixedInputs: { literals: { a: {} } },
      entityMetadata: { schedule: { ScheduleExpression: { case: 'cronSchedule', value: { schedule: '0 6 * * *' } } } },
    }),
    'cron 0 6 * * *, 1 fixed input',
  ],
])('what is in it, in a few words', (entry, words) => {
  expect(entrySummary(entry)).toBe(words)
})
