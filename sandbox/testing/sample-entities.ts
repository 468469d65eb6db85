import { create, fromJson, type JsonObject, type MessageInitShape } from '@bufbuild/protobuf'
import type { Client } from '@connectrpc/connect'
import { ExecutionCreateRequestSchema } from '../../src/api/gen/flyteidl/admin/execution_pb'
import { LaunchPlanCreateRequestSchema } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import { TaskCreateRequestSchema } from '../../src/api/gen/flyteidl/admin/task_pb'
import { WorkflowCreateRequestSchema } from '../../src/api/gen/flyteidl/admin/workflow_pb'
import { WorkflowExecutionIdentifierSchema } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'

/** Where the samples are registered. */
export const sampleScope = { project: 'samples', domain: 'development' } as const

/** Identifier of a sample entity, as protobuf JSON. */
export function sampleId(resourceType: 'TASK' | 'WORKFLOW' | 'LAUNCH_PLAN', name: string): JsonObject {
  return { resourceType, ...sampleScope, name, version: 'v1' }
}

/** Identifier of an execution among the samples. */
export function sampleExecution(name: string) {
  return create(WorkflowExecutionIdentifierSchema, { ...sampleScope, name })
}

const integer = { type: { simple: 'INTEGER' } }
const addInterface = { inputs: { variables: { a: integer, b: integer } }, outputs: { variables: { o0: integer } } }

/** An integer literal, as protobuf JSON. */
export function integerJson(value: number): JsonObject {
  return { scalar: { primitive: { integer: String(value) } } }
}

/**
 * Registers a project with a task `add` (a + b), a workflow `wf` that calls it, and a launch plan `wf` whose `b` is 2 by default.
 *
 * @param plan more of the launch plan's specification, as protobuf JSON
 */
export async function registerSamples(admin: Client<typeof AdminService>, plan: JsonObject = {}): Promise<void> {
  await admin.registerProject({ project: { id: sampleScope.project, name: sampleScope.project } })
  const container = { image: 'example.net/app:v1', command: ['run'] }
  const metadata = { runtime: { type: 'FLYTE_SDK', version: '1.16.0' }, retries: {} }
  const task = { type: 'python-task', metadata, interface: addInterface, container }
  await admin.createTask(fromJson(TaskCreateRequestSchema, { id: sampleId('TASK', 'add'), spec: { template: task } }))
  const bind = (name: string, nodeId: string) => ({ var: name, binding: { promise: { nodeId, var: name } } })
  const template = {
    id: sampleId('WORKFLOW', 'wf'),
    interface: addInterface,
    nodes: [{ id: 'n0', inputs: [bind('a', ''), bind('b', '')], taskNode: { referenceId: sampleId('TASK', 'add') } }],
    outputs: [bind('o0', 'n0')],
  }
  await admin.createWorkflow(fromJson(WorkflowCreateRequestSchema, { id: template.id, spec: { template } }))
  await registerPlan(admin, 'wf', plan)
}

/** Registers another launch plan of the workflow `wf`; see `registerSamples`. */
export async function registerPlan(admin: Client<typeof AdminService>, name: string, plan: JsonObject): Promise<void> {
  const parameters = { a: { var: integer, required: true }, b: { var: integer, default: integerJson(2) } }
  const spec = { workflowId: sampleId('WORKFLOW', 'wf'), defaultInputs: { parameters }, ...plan }
  await admin.createLaunchPlan(fromJson(LaunchPlanCreateRequestSchema, { id: sampleId('LAUNCH_PLAN', name), spec }))
}

/** A request to run a sample launch plan with a = 1. */
export function sampleRequest(
  name: string,
  spec: JsonObject = {},
  more: JsonObject = {},
): MessageInitShape<typeof ExecutionCreateRequestSchema> {
  return fromJson(ExecutionCreateRequestSchema, {
    ...sampleScope,
    name,
    spec: { launchPlan: sampleId('LAUNCH_PLAN', 'wf'), ...spec },
    inputs: { literals: { a: integerJson(1) } },
    ...more,
  })
}
