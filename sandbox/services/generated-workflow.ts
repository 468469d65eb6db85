import { create } from '@bufbuild/protobuf'
import { type LaunchPlanSpec, LaunchPlanSpecSchema } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import {
  type ParameterMap,
  ParameterMapSchema,
  ParameterSchema,
  TypedInterfaceSchema,
  VariableMapSchema,
} from '../../src/api/gen/flyteidl/core/interface_pb'
import { BindingSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { type WorkflowTemplate, WorkflowTemplateSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'

/** flyteadmin's default for tasks that say nothing. */
const RETRIES = 3
const LONGEST_NODE_ID = 63

/** Name of the workflow and launch plan that the server makes to run a single task. */
export function generatedName(taskName: string): string {
  return `.flytegen.${taskName}`
}

/** Id of the one node of such a workflow: the end of the task's name, of what node ids may hold. */
export function generatedNodeId(taskName: string): string {
  const end = Buffer.from(taskName).subarray(-LONGEST_NODE_ID).toString('latin1')
  const id = end.replace(/[^a-zA-Z0-9-]/g, '')
  return id === '' ? 'n0' : id
}

/**
 * The workflow that runs one task and passes inputs and outputs through (flyteadmin `CreateOrGetWorkflowModel`, admin.md §8.3).
 *
 * @param taskId every part is there
 */
export function generatedWorkflow(taskId: Identifier, task: TaskTemplate): WorkflowTemplate {
  const nodeId = generatedNodeId(taskId.name)
  const { inputs = create(VariableMapSchema), outputs = create(VariableMapSchema) } = task.interface ?? {}
  const bind = (from: string) => (name: string) =>
    create(BindingSchema, {
      var: name,
      binding: { value: { case: 'promise', value: { nodeId: from, var: name } } },
    })
  return create(WorkflowTemplateSchema, {
    id: { ...taskId, resourceType: ResourceType.WORKFLOW, name: generatedName(taskId.name) },
    interface: create(TypedInterfaceSchema, { inputs, outputs }),
    nodes: [
      {
        id: nodeId,
        metadata: { name: nodeId, retries: task.metadata?.retries ?? { retries: RETRIES } },
        inputs: Object.keys(inputs.variables).map(bind('')),
        target: { case: 'taskNode', value: { reference: { case: 'referenceId', value: taskId } } },
      },
    ],
    outputs: Object.keys(outputs.variables).map(bind(nodeId)),
  })
}

/** Every input of a task, all of them required: there is nowhere for defaults to come from. */
export function requiredInputs(task: TaskTemplate): ParameterMap {
  const variables = Object.entries(task.interface?.inputs?.variables ?? {})
  const parameters = variables.map(([name, variable]) => [
    name,
    create(ParameterSchema, { var: variable, behavior: { case: 'required', value: true } }),
  ])
  return create(ParameterMapSchema, { parameters: Object.fromEntries(parameters) as ParameterMap['parameters'] })
}

/** The launch plan beside a generated workflow. That it names a workflow called like the task is flyteadmin's way (admin.md §8.3). */
export function generatedPlan(taskId: Identifier, defaultInputs: ParameterMap): LaunchPlanSpec {
  return create(LaunchPlanSpecSchema, {
    workflowId: create(IdentifierSchema, { ...taskId, resourceType: ResourceType.WORKFLOW }),
    entityMetadata: {},
    defaultInputs,
    fixedInputs: {},
    labels: {},
    annotations: {},
  })
}
