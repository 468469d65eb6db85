import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NodeExecutionEventSchema, TaskExecutionEventSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import { EventFailureReasonSchema } from '../../src/api/gen/flyteidl/admin/event_pb'
import {
  ExecutionError_ErrorKind as ErrorKind,
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  IdentifierSchema,
  NodeExecutionIdentifierSchema,
  ResourceType,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { registerSamples, sampleExecution, sampleRequest, sampleScope } from '../testing/sample-entities'
import { startServices, type TestServices } from '../testing/start-services'
import { timestampAt } from './event-times'
import { enumValue } from './phases'

type NodeInit = MessageInitShape<typeof NodeExecutionEventSchema>
type TaskInit = MessageInitShape<typeof TaskExecutionEventSchema>

let services: TestServices
let admin: TestServices['admin']

beforeEach(async () => {
  services = await startServices()
  admin = services.admin
  await registerSamples(admin)
  await admin.createExecution(sampleRequest('e'))
})

afterEach(() => services.close())

const at = (second: number) => timestampAt(BigInt(second) * 1_000_000_000n)
const executionId = sampleExecution('e')
const nodeId = (id: string) => ({ nodeId: id, executionId })
const taskId = { resourceType: ResourceType.TASK, ...sampleScope, name: 'add', version: 'v1' }

function text(value: string) {
  const literal = {
    case: 'scalar' as const,
    value: { value: { case: 'primitive' as const, value: { value: { case: 'stringValue' as const, value } } } },
  }
  return create(LiteralMapSchema, { literals: { t: { value: literal } } })
}

function workflow(phase: WorkflowPhase, second: number, more: object = {}) {
  return admin.createWorkflowEvent({ event: { executionId, phase, occurredAt: at(second), ...more } })
}

function node(id: string, phase: NodePhase, second: number, more: NodeInit = {}) {
  const event = create(NodeExecutionEventSchema, more)
  event.id = create(NodeExecutionIdentifierSchema, nodeId(id))
  event.phase = phase
  event.occurredAt = at(second)
  event.eventVersion = 1
  return admin.createNodeEvent({ event })
}

function task(id: string, phase: TaskPhase, second: number, more: TaskInit = {}) {
  const event = create(TaskExecutionEventSchema, more)
  event.taskId = create(IdentifierSchema, taskId)
  event.parentNodeExecutionId = create(NodeExecutionIdentifierSchema, nodeId(id))
  event.phase = phase
  event.occurredAt = at(second)
  return admin.createTaskEvent({ event })
}

async function failure(call: Promise<unknown>): Promise<ConnectError> {
  try {
    await call
  } catch (error) {
    return ConnectError.from(error)
  }
  throw new Error('the call was not refused')
}

describe('workflow events', () => {
  it('change nothing when refused', async () => {
    await workflow(WorkflowPhase.RUNNING, 1)
    await workflow(WorkflowPhase.SUCCEEDED, 3, { outputResult: { case: 'outputData', value: text('first') } })
    const before = await admin.getExecution({ id: executionId })
    const late = { outputResult: { case: 'outputData', value: text('second') } }
    expect((await failure(workflow(WorkflowPhase.SUCCEEDED, 9, late))).code).toBe(Code.AlreadyExists)
    const error = await failure(workflow(WorkflowPhase.FAILED, 9, late))
    expect(error.code).toBe(Code.FailedPrecondition)
    expect(error.findDetails(EventFailureReasonSchema)[0]?.reason.value).toMatchObject({ currentPhase: 'SUCCEEDED' })
    expect(await admin.getExecution({ id: executionId })).toEqual(before)
    expect((await admin.getExecutionData({ id: executionId })).fullOutputs).toEqual(text('first'))
  })

  it('are looked at before their time is', async () => {
    await workflow(WorkflowPhase.SUCCEEDED, 1)
    const event = { executionId, phase: WorkflowPhase.SUCCEEDED }
    expect((await failure(admin.createWorkflowEvent({ event }))).code).toBe(Code.AlreadyExists)
    const next = { executionId, phase: WorkflowPhase.RUNNING }
    expect((await failure(admin.createWorkflowEvent({ event: next }))).code).toBe(Code.FailedPrecondition)
  })

  it.each([
    [2 * 1024 * 1024, 'accepted'],
    [2 * 1024 * 1024 + 1, Code.ResourceExhausted],
  ])('with %i bytes of output are %s', async (size, expected) => {
    const overhead = toBinary(LiteralMapSchema, text('x'.repeat(2_000_000))).length - 2_000_000
    const outputResult = { case: 'outputData', value: text('x'.repeat(size - overhead)) }
    const call = workflow(WorkflowPhase.SUCCEEDED, 1, { outputResult })
    if (expected === 'accepted') await call
    else expect((await failure(call)).code).toBe(expected)
  })

  it('hand the execution to the cluster that reports QUEUED, and to no other', async () => {
    expect((await failure(workflow(WorkflowPhase.RUNNING, 1, { producerId: 'c1' }))).code).toBe(Code.FailedPrecondition)
    await workflow(WorkflowPhase.QUEUED, 1, { producerId: 'c1' })
    await workflow(WorkflowPhase.QUEUED, 2, { producerId: 'c2' })
    expect((await failure(workflow(WorkflowPhase.RUNNING, 3, { producerId: 'c1' }))).code).toBe(Code.FailedPrecondition)
    await workflow(WorkflowPhase.RUNNING, 3, { producerId: 'c2' })
    const { spec } = await admin.getExecution({ id: executionId })
    expect(spec?.metadata?.systemMetadata).toMatchObject({ executionCluster: 'c2', namespace: 'samples-development' })
    expect((await failure(node('n0', NodePhase.QUEUED, 4, { producerId: 'c1' }))).code).toBe(Code.FailedPrecondition)
    await node('n0', NodePhase.QUEUED, 4, { producerId: 'c2' })
  })

  it('keep times that a column cannot hold', async () => {
    const occurredAt = timestampAt(253_402_300_799_999_999_999n)
    await workflow(WorkflowPhase.RUNNING, 0, { occurredAt })
    expect((await admin.getExecution({ id: executionId })).closure?.startedAt).toEqual(occurredAt)
  })

  it('may have a phase that this version does not know', async () => {
    const unknown: WorkflowPhase = enumValue(WorkflowPhase, '99')
    await workflow(unknown, 1)
    expect((await failure(workflow(unknown, 1))).code).toBe(Code.AlreadyExists)
    expect((await admin.getExecution({ id: executionId })).closure?.phase).toBe(99)
    await workflow(WorkflowPhase.SUCCEEDED, 2)
  })
})

describe('node events', () => {
  it('give columns to filter by', async () => {
    const error = { code: 'USER:Error', message: 'm', kind: ErrorKind.SYSTEM }
    await node('n0', NodePhase.RUNNING, 1)
    await admin.createNodeEvent({
      event: {
        id: nodeId('n0'),
        phase: NodePhase.FAILED,
        occurredAt: at(4),
        outputResult: { case: 'error', value: error },
      },
    })
    await node('n1', NodePhase.RUNNING, 2)
    for (const filters of [
      'eq(error_code,USER:Error)',
      'eq(error_kind,SYSTEM)',
      'eq(duration,3)',
      'eq(phase,FAILED)',
      'lt(started_at,1970-01-01T00:00:02Z)',
    ]) {
      const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: executionId, limit: 5, filters })
      expect([filters, nodeExecutions.map(({ id }) => id?.nodeId)]).toEqual([filters, ['n0']])
    }
  })

  it('take inputs from the first event that has some', async () => {
    await node('n0', NodePhase.QUEUED, 1)
    await node('n0', NodePhase.RUNNING, 2, { inputValue: { case: 'inputData', value: text('in') } })
    await node('n0', NodePhase.SUCCEEDED, 3, { inputValue: { case: 'inputUri', value: '/other' } })
    expect((await admin.getNodeExecutionData({ id: nodeId('n0') })).fullInputs).toEqual(text('in'))
  })

  it('are accepted after the workflow has ended', async () => {
    await workflow(WorkflowPhase.FAILED, 1)
    await node('n0', NodePhase.ABORTED, 2)
  })

  it('need the parent and the child that they name', async () => {
    expect(
      (
        await failure(
          node('c', NodePhase.QUEUED, 1, {
            parentNodeMetadata: { nodeId: 'none' },
          }),
        )
      ).code,
    ).toBe(Code.NotFound)
    await node('n0', NodePhase.QUEUED, 1)
    const child = { executionId: sampleExecution('none') }
    const error = await failure(
      node('n0', NodePhase.RUNNING, 1, { targetMetadata: { case: 'workflowNodeMetadata', value: child } }),
    )
    expect(error.code).toBe(Code.NotFound)
    expect((await admin.getNodeExecution({ id: nodeId('n0') })).closure?.phase).toBe(NodePhase.QUEUED)
  })

  it.each(['../../../etc', 'a/b', '.', '%2e', 'x'.repeat(5000), ' ', "'; DROP TABLE executions; --"])(
    'may have the node id %j',
    async (id) => {
      await node(id, NodePhase.SUCCEEDED, 1, { outputResult: { case: 'outputData', value: text('out') } })
      expect((await failure(node(id, NodePhase.SUCCEEDED, 1))).code).toBe(Code.AlreadyExists)
      const data = await admin.getNodeExecutionData({ id: nodeId(id) })
      expect(data.fullOutputs).toEqual(text('out'))
      const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: executionId, limit: 5 })
      expect(nodeExecutions.map((execution) => execution.id?.nodeId)).toEqual([id])
    },
  )
})

describe('task events', () => {
  beforeEach(() => node('n0', NodePhase.RUNNING, 1))

  it('make one task execution per attempt', async () => {
    for (const retryAttempt of [0, 1, 4_294_967_295]) {
      await task('n0', TaskPhase.RUNNING, 1, { retryAttempt })
      await task('n0', TaskPhase.FAILED, 2, { retryAttempt })
    }
    const { taskExecutions } = await admin.listTaskExecutions({ nodeExecutionId: nodeId('n0'), limit: 5 })
    expect(taskExecutions.map(({ id }) => id?.retryAttempt)).toEqual([0, 1, 4_294_967_295])
  })

  it('keep inputs and outputs of each attempt', async () => {
    for (const retryAttempt of [0, 1]) {
      await task('n0', TaskPhase.RUNNING, 1, {
        retryAttempt,
        inputValue: { case: 'inputData', value: text(`in ${retryAttempt}`) },
      })
      await task('n0', TaskPhase.SUCCEEDED, 2, {
        retryAttempt,
        outputResult: { case: 'outputData', value: text(`out ${retryAttempt}`) },
      })
    }
    for (const retryAttempt of [0, 1]) {
      const data = await admin.getTaskExecutionData({ id: { taskId, nodeExecutionId: nodeId('n0'), retryAttempt } })
      expect([data.fullInputs, data.fullOutputs]).toEqual([text(`in ${retryAttempt}`), text(`out ${retryAttempt}`)])
    }
  })

  it('make parents of attempts that nodes name', async () => {
    await task('n0', TaskPhase.RUNNING, 1)
    const id = { taskId, nodeExecutionId: nodeId('n0'), retryAttempt: 0 }
    await admin.createNodeEvent({
      event: { id: nodeId('child'), phase: NodePhase.RUNNING, occurredAt: at(2), parentTaskMetadata: { id } },
    })
    expect((await admin.getTaskExecution({ id })).isParent).toBe(true)
    const { nodeExecutions } = await admin.listNodeExecutionsForTask({ taskExecutionId: id, limit: 5 })
    expect(nodeExecutions.map((execution) => execution.id?.nodeId)).toEqual(['child'])
    const top = await admin.listNodeExecutions({ workflowExecutionId: executionId, limit: 5 })
    expect(top.nodeExecutions.map((execution) => execution.id?.nodeId)).toEqual(['n0'])
  })

  it('leave nothing behind when the node is missing', async () => {
    expect((await failure(task('none', TaskPhase.RUNNING, 1))).code).toBe(Code.NotFound)
    expect((await admin.listTaskExecutions({ nodeExecutionId: nodeId('none'), limit: 5 })).taskExecutions).toEqual([])
  })
})
