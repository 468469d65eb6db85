import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import type { Client } from '@connectrpc/connect'
import {
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from '../src/api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../src/api/gen/flyteidl/core/identifier_pb'
import { SimpleType } from '../src/api/gen/flyteidl/core/types_pb'
import type { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'

type Admin = Client<typeof AdminService>

/** Where the benchmarks put what they make. */
export const BENCH = { project: 'bench', domain: 'development', version: 'v1' } as const

const CALLS_AT_A_TIME = 48
const STRING = { type: { case: 'simple', value: SimpleType.STRING } } as const
const INTERFACE = { outputs: { variables: { o0: { type: STRING } } } } as const

async function inParallel(count: number, action: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await action(index)
  }
  await Promise.all(Array.from({ length: CALLS_AT_A_TIME }, worker))
}

function identifier(resourceType: ResourceType, name: string) {
  return { resourceType, project: BENCH.project, domain: BENCH.domain, name, version: BENCH.version }
}

/** Registers the project, one task, and a workflow of `nodes` task nodes in layers of about the square root. */
export async function registerWideWorkflow(admin: Admin, nodes: number): Promise<string> {
  const { projects } = await admin.listProjects({ limit: 1000 })
  if (!projects.some((project) => project.id === BENCH.project)) {
    await admin.registerProject({ project: { id: BENCH.project, name: BENCH.project } })
    await admin.createTask({
      id: identifier(ResourceType.TASK, 'bench.step'),
      spec: {
        template: {
          type: 'raw-container',
          metadata: { runtime: { version: '1' } },
          interface: INTERFACE,
          target: { case: 'container', value: { image: 'none', args: ['true'] } },
        },
      },
    })
  }
  const name = `bench.wide_${nodes}`
  const width = Math.ceil(Math.sqrt(nodes))
  await admin.createWorkflow({
    id: identifier(ResourceType.WORKFLOW, name),
    spec: {
      template: {
        interface: {},
        nodes: Array.from({ length: nodes }, (_, index) => ({
          id: `n${index}`,
          metadata: { name: `step_${index}` },
          upstreamNodeIds: index < width ? [] : [`n${index - width}`],
          target: {
            case: 'taskNode',
            value: { reference: { case: 'referenceId', value: identifier(ResourceType.TASK, 'bench.step') } },
          },
        })),
      },
    },
  })
  await admin.createLaunchPlan({
    id: identifier(ResourceType.LAUNCH_PLAN, name),
    spec: { workflowId: identifier(ResourceType.WORKFLOW, name) },
  })
  return name
}

/** An execution of a wide workflow in which every node has succeeded, by the events that an engine would have sent. */
export async function loadFinishedExecution(
  admin: Admin,
  workflow: string,
  name: string,
  nodes: number,
): Promise<void> {
  const { id } = await admin.createExecution({
    ...BENCH,
    name,
    spec: { launchPlan: identifier(ResourceType.LAUNCH_PLAN, workflow) },
    inputs: {},
  })
  if (!id) throw new Error('The execution got no id.')
  const began = Date.now() - nodes * 100
  const at = (milliseconds: number) => timestampFromMs(began + milliseconds)
  await admin.createWorkflowEvent({
    event: { executionId: id, phase: WorkflowExecution_Phase.RUNNING, occurredAt: at(0) },
  })
  await inParallel(nodes, async (index) => {
    const node = { nodeId: `n${index}`, executionId: id }
    const start = index * 90
    const task = {
      taskId: identifier(ResourceType.TASK, 'bench.step'),
      parentNodeExecutionId: node,
      taskType: 'raw-container',
    }
    const nodeEvent = (phase: NodeExecution_Phase, when: number) =>
      admin.createNodeEvent({
        event: {
          id: node,
          phase,
          occurredAt: at(when),
          eventVersion: 1,
          specNodeId: node.nodeId,
          nodeName: `step_${index}`,
        },
      })
    await nodeEvent(NodeExecution_Phase.QUEUED, start)
    await nodeEvent(NodeExecution_Phase.RUNNING, start + 40)
    await admin.createTaskEvent({ event: { ...task, phase: TaskExecution_Phase.RUNNING, occurredAt: at(start + 50) } })
    await admin.createTaskEvent({
      event: { ...task, phase: TaskExecution_Phase.SUCCEEDED, occurredAt: at(start + 5_000) },
    })
    await nodeEvent(NodeExecution_Phase.SUCCEEDED, start + 5_010)
  })
  await admin.createWorkflowEvent({
    event: { executionId: id, phase: WorkflowExecution_Phase.SUCCEEDED, occurredAt: at(nodes * 95) },
  })
}

/** Executions of a one-node workflow in a mix of phases, for lists. */
export async function loadExecutions(admin: Admin, workflow: string, count: number): Promise<void> {
  const ends = [
    WorkflowExecution_Phase.SUCCEEDED,
    WorkflowExecution_Phase.SUCCEEDED,
    WorkflowExecution_Phase.SUCCEEDED,
    WorkflowExecution_Phase.FAILED,
    WorkflowExecution_Phase.ABORTED,
  ]
  const now = Date.now()
  await inParallel(count, async (index) => {
    const { id } = await admin.createExecution({
      ...BENCH,
      name: `list${index}`,
      spec: { launchPlan: identifier(ResourceType.LAUNCH_PLAN, workflow) },
      inputs: {},
    })
    if (!id) throw new Error('The execution got no id.')
    const began = now - (count - index) * 1_000
    await admin.createWorkflowEvent({
      event: { executionId: id, phase: WorkflowExecution_Phase.RUNNING, occurredAt: timestampFromMs(began) },
    })
    const phase = ends[index % ends.length] ?? WorkflowExecution_Phase.SUCCEEDED
    await admin.createWorkflowEvent({
      event: {
        executionId: id,
        phase,
        occurredAt: timestampFromMs(began + 700),
        ...(phase === WorkflowExecution_Phase.FAILED
          ? { outputResult: { case: 'error', value: { code: 'Unknown', message: 'the benchmark wants some to fail' } } }
          : {}),
      },
    })
  })
}

/** Starts an execution of a workflow without inputs. */
export async function launchWorkflow(admin: Admin, workflow: string, name: string): Promise<void> {
  await admin.createExecution({
    ...BENCH,
    name,
    spec: { launchPlan: identifier(ResourceType.LAUNCH_PLAN, workflow) },
    inputs: {},
  })
}

/** Registers a workflow of `count` tasks that end at once; with `io`, each reads a text and writes one, as files. */
export async function registerShortTasks(admin: Admin, count: number, io: boolean): Promise<string> {
  const name = io ? 'bench.short_io' : 'bench.short'
  const { projects } = await admin.listProjects({ limit: 1000 })
  if (!projects.some((project) => project.id === BENCH.project)) {
    await admin.registerProject({ project: { id: BENCH.project, name: BENCH.project } })
  }
  const command = io ? ['sh', '-c', 'read -r text < /var/inputs/text; echo "$text" > /var/outputs/o0'] : ['true']
  const dataConfig = io ? { enabled: true, inputPath: '/var/inputs', outputPath: '/var/outputs' } : undefined
  await admin.createTask({
    id: identifier(ResourceType.TASK, name),
    spec: {
      template: {
        type: 'raw-container',
        metadata: { runtime: { version: '1' } },
        interface: io ? { inputs: { variables: { text: { type: STRING } } }, ...INTERFACE } : {},
        target: { case: 'container', value: { image: 'none', command, ...(dataConfig && { dataConfig }) } },
      },
    },
  })
  const scalar = { value: { case: 'primitive', value: { value: { case: 'stringValue', value: 'text' } } } } as const
  const text = { var: 'text', binding: { value: { case: 'scalar', value: scalar } } } as const
  await admin.createWorkflow({
    id: identifier(ResourceType.WORKFLOW, name),
    spec: {
      template: {
        interface: {},
        nodes: Array.from({ length: count }, (_, index) => ({
          id: `n${index}`,
          inputs: io ? [text] : [],
          target: {
            case: 'taskNode',
            value: { reference: { case: 'referenceId', value: identifier(ResourceType.TASK, name) } },
          },
        })),
      },
    },
  })
  await admin.createLaunchPlan({
    id: identifier(ResourceType.LAUNCH_PLAN, name),
    spec: { workflowId: identifier(ResourceType.WORKFLOW, name) },
  })
  return name
}
