import type { DescMessage, MessageInitShape, MessageShape } from '@bufbuild/protobuf'
import type { LaunchPlanSpecSchema } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskTemplateSchema } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { NodeSchema, WorkflowTemplateSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import type { TestServices } from './start-services'

/** Fields to make a message of. */
export type Fields<Desc extends DescMessage> = Exclude<MessageInitShape<Desc>, MessageShape<Desc>>

/** Project of test entities, in domain `development`. */
export const PROJECT = 'p'
export const DOMAIN = 'development'

const key = (name: string, version: string) => ({ project: PROJECT, domain: DOMAIN, name, version })

export const taskId = (name: string, version = 'v1') => ({ ...key(name, version), resourceType: ResourceType.TASK })
export const workflowId = (name: string, version = 'v1') => ({
  ...key(name, version),
  resourceType: ResourceType.WORKFLOW,
})
export const launchPlanId = (name: string, version = 'v1') => ({
  ...key(name, version),
  resourceType: ResourceType.LAUNCH_PLAN,
})

/** An input or output of type INTEGER. */
export const integer = { type: { type: { case: 'simple', value: SimpleType.INTEGER } } } as const

/** Template of a task that takes `a` and gives `o`, both INTEGER. */
export function taskTemplate(changes: Fields<typeof TaskTemplateSchema> = {}): Fields<typeof TaskTemplateSchema> {
  return {
    type: 'python-task',
    metadata: { runtime: { version: '1' } },
    interface: { inputs: { variables: { a: integer } }, outputs: { variables: { o: integer } } },
    target: { case: 'container', value: { image: 'i', args: ['x'] } },
    ...changes,
  }
}

/** Template of a workflow with one node, that runs the task of this name with the input `a`. */
export function workflowTemplate(
  name: string,
  version = 'v1',
  node: Fields<typeof NodeSchema> = {},
): Fields<typeof WorkflowTemplateSchema> {
  const promise = { case: 'promise', value: { var: 'a' } } as const
  const reference = { case: 'referenceId', value: taskId(name, version) } as const
  return {
    interface: { inputs: { variables: { a: integer } }, outputs: { variables: {} } },
    nodes: [
      {
        id: 'n0',
        inputs: [{ var: 'a', binding: { value: promise } }],
        target: { case: 'taskNode', value: { reference } },
        ...node,
      },
    ],
  }
}

/** Registers a task, a workflow of one node that runs it, and a launch plan of it, all of the same name. */
export async function registerAll(
  { admin }: TestServices,
  name: string,
  { version = 'v1', plan = {} }: { version?: string; plan?: Fields<typeof LaunchPlanSpecSchema> } = {},
): Promise<void> {
  await admin.createTask({ id: taskId(name, version), spec: { template: taskTemplate() } })
  await admin.createWorkflow({ id: workflowId(name, version), spec: { template: workflowTemplate(name, version) } })
  await admin.createLaunchPlan({
    id: launchPlanId(name, version),
    spec: { workflowId: workflowId(name, version), ...plan },
  })
}
