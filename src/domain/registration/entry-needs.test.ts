import { describe, expect, test } from 'vitest'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { entryNeeds } from './entry-needs'
import { plan, task, workflow } from './package-entry.fixture'

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
