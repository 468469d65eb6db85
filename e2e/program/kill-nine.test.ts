import { execFileSync } from 'node:child_process'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ContainerSchema } from '../../src/api/gen/flyteidl/core/tasks_pb'
import {
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'
import type { MessageInitShape } from '@bufbuild/protobuf'
import { SandboxProcess } from '../fixtures/sandbox-process'

type Admin = Client<typeof AdminService>

const SCOPE = { project: 'flytesnacks', domain: 'development' } as const
const ROUNDS = 24
const TERMINAL = new Set([
  WorkflowExecution_Phase.SUCCEEDED,
  WorkflowExecution_Phase.FAILED,
  WorkflowExecution_Phase.ABORTED,
  WorkflowExecution_Phase.TIMED_OUT,
])

let sandbox: SandboxProcess
let seed: number
beforeEach(() => {
  sandbox = new SandboxProcess()
  seed = Date.now() % 2 ** 31
  // Printed so that a failure can be looked into again.
  process.stdout.write(`kill -9: seed ${seed}\n`)
})
afterEach(() => sandbox.remove())

function id(resourceType: ResourceType, name: string, version = 'v1') {
  return { resourceType, ...SCOPE, name, version }
}

function connect(): Admin {
  return createClient(AdminService, createGrpcTransport({ baseUrl: sandbox.origin }))
}

async function registerTask(
  admin: Admin,
  name: string,
  version: string,
  container: MessageInitShape<typeof ContainerSchema>,
): Promise<void> {
  await admin.createTask({
    id: id(ResourceType.TASK, name, version),
    spec: {
      template: {
        type: 'raw-container',
        metadata: { runtime: { version: '1' } },
        interface: {},
        target: { case: 'container', value: { image: 'busybox', ...container } },
      },
    },
  })
}

/** A chain of `length` nodes of one task. */
async function registerChain(admin: Admin, name: string, task: string, length: number): Promise<void> {
  await admin.createWorkflow({
    id: id(ResourceType.WORKFLOW, name),
    spec: {
      template: {
        interface: {},
        nodes: Array.from({ length }, (_, index) => ({
          id: `n${index}`,
          upstreamNodeIds: index === 0 ? [] : [`n${index - 1}`],
          target: {
            case: 'taskNode',
            value: { reference: { case: 'referenceId', value: id(ResourceType.TASK, task) } },
          },
        })),
      },
    },
  })
  await admin.createLaunchPlan({
    id: id(ResourceType.LAUNCH_PLAN, name),
    spec: { workflowId: id(ResourceType.WORKFLOW, name) },
  })
}

/** Whether the server went away in the middle of the call: what was asked may or may not have happened. */
function lost(error: unknown): boolean {
  return [Code.Unavailable, Code.Aborted, Code.Internal, Code.Canceled, Code.Unknown].includes(
    ConnectError.from(error).code,
  )
}

/** Milliseconds until the process is killed, in each round. */
function delays(): readonly number[] {
  return fc.sample(fc.integer({ min: 5, max: 250 }), { seed, numRuns: ROUNDS })
}

test('nothing that was acknowledged is lost', { timeout: 300_000 }, async () => {
  await sandbox.start(['--empty', '--no-engine'])
  const port = Number(sandbox.endpoint.split(':')[1])
  await registerTask(connect(), 'step', 'v1', { args: ['true'] })
  await registerChain(connect(), 'chain', 'step', 1)

  const tasks = new Set<string>()
  const phases = new Map<string, WorkflowExecution_Phase>()
  let serial = 0

  const writeUntilGone = async () => {
    const admin = connect()
    for (;;) {
      const number = serial++
      const name = `e${number}`
      try {
        await registerTask(admin, 'many', `v${number}`, { args: ['true', String(number)] })
        tasks.add(`v${number}`)
        const execution = await admin.createExecution({
          ...SCOPE,
          name,
          spec: { launchPlan: id(ResourceType.LAUNCH_PLAN, 'chain') },
          inputs: {},
        })
        phases.set(name, WorkflowExecution_Phase.UNDEFINED)
        for (const phase of [WorkflowExecution_Phase.RUNNING, WorkflowExecution_Phase.SUCCEEDED]) {
          await admin.createWorkflowEvent({
            event: { executionId: execution.id, phase, occurredAt: timestampFromMs(Date.now()) },
          })
          phases.set(name, phase)
        }
      } catch (error) {
        if (lost(error)) return
        throw error
      }
    }
  }

  for (const delay of delays()) {
    const writers = Promise.all([writeUntilGone(), writeUntilGone(), writeUntilGone()])
    await new Promise((resolve) => setTimeout(resolve, delay))
    await sandbox.end('SIGKILL')
    await writers
    await sandbox.start(['--empty', '--no-engine'], port)
  }

  const admin = connect()
  const { tasks: stored } = await admin.listTasks({ id: { ...SCOPE, name: 'many' }, limit: 100_000 })
  const versions = new Set(stored.map((task) => task.id?.version))
  expect([...tasks].filter((version) => !versions.has(version))).toEqual([])
  const { executions } = await admin.listExecutions({ id: SCOPE, limit: 100_000 })
  const storedPhases = new Map(executions.map((execution) => [execution.id?.name, execution.closure?.phase]))
  // A write that was under way when the process ended may have happened, so a phase may be further than acknowledged.
  const behind = [...phases].filter(([name, phase]) => (storedPhases.get(name) ?? -1) < phase)
  expect(behind).toEqual([])
  expect(tasks.size).toBeGreaterThan(ROUNDS)
})

test(
  'running executions reach their end, each task once, and no process is left behind',
  { timeout: 300_000 },
  async () => {
    const marker = `contrail-durability-${process.pid}`
    await sandbox.start(['--empty'])
    const port = Number(sandbox.endpoint.split(':')[1])
    await registerTask(connect(), 'work', 'v1', { command: ['sh', '-c', `: ${marker}; sleep 0.3`] })
    await registerChain(connect(), 'work', 'work', 4)

    const acknowledged: string[] = []
    for (const [round, delay] of delays().entries()) {
      const admin = connect()
      const name = `r${round}`
      await admin.createExecution({
        ...SCOPE,
        name,
        spec: { launchPlan: id(ResourceType.LAUNCH_PLAN, 'work') },
        inputs: {},
      })
      acknowledged.push(name)
      await new Promise((resolve) => setTimeout(resolve, delay))
      await sandbox.end('SIGKILL')
      await sandbox.start(['--empty'], port)
    }

    const admin = connect()
    const unfinished = async () => {
      const { executions } = await admin.listExecutions({ id: SCOPE, limit: 1000 })
      return executions.filter(
        (execution) => !TERMINAL.has(execution.closure?.phase ?? WorkflowExecution_Phase.UNDEFINED),
      )
    }
    await expect.poll(async () => (await unfinished()).length, { timeout: 180_000, interval: 250 }).toBe(0)

    for (const name of acknowledged) {
      const execution = await admin.getExecution({ id: { ...SCOPE, name } })
      expect([name, execution.closure?.phase]).toEqual([name, WorkflowExecution_Phase.SUCCEEDED])
      const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: { ...SCOPE, name }, limit: 100 })
      expect(
        nodeExecutions.map((node) => node.closure?.phase).every((phase) => phase === NodeExecution_Phase.SUCCEEDED),
      ).toBe(true)
      for (const nodeId of ['n0', 'n1', 'n2', 'n3']) {
        const { taskExecutions } = await admin.listTaskExecutions({
          nodeExecutionId: { nodeId, executionId: { ...SCOPE, name } },
          limit: 100,
        })
        const succeeded = taskExecutions.filter((task) => task.closure?.phase === TaskExecution_Phase.SUCCEEDED)
        expect([name, nodeId, succeeded.length]).toEqual([name, nodeId, 1])
      }
    }
    const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(marker))
    expect(left).toEqual([])
  },
)
