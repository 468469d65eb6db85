import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExecutionState } from '../../src/api/gen/flyteidl/admin/execution_pb'
import { EventFailureReasonSchema } from '../../src/api/gen/flyteidl/admin/event_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { registerSamples, sampleExecution, sampleRequest, sampleScope } from '../testing/sample-entities'
import { startServices, type TestServices } from '../testing/start-services'
import { timestampAt } from './event-times'

let services: TestServices
let admin: TestServices['admin']
let clock = 0n

beforeEach(async () => {
  clock = 1_700_000_000_000_000_000n
  services = await startServices(() => (clock += 1_000_000_000n))
  admin = services.admin
  await registerSamples(admin)
})

afterEach(() => services.close())

const at = (second: number) => timestampAt(BigInt(second) * 1_000_000_000n)

function report(name: string, phase: Phase, second: number, outputData?: LiteralMap) {
  const outputResult = outputData && { case: 'outputData' as const, value: outputData }
  return admin.createWorkflowEvent({
    event: { executionId: sampleExecution(name), phase, occurredAt: at(second), ...(outputResult && { outputResult }) },
  })
}

async function names(
  filters = '',
  more: { id?: { project: string; domain: string; name: string }; sortBy?: { key: string } } = {},
) {
  const { executions } = await admin.listExecutions({ id: { ...sampleScope, name: '' }, limit: 10, filters, ...more })
  return executions.map(({ id }) => id?.name)
}

async function failure(call: Promise<unknown>): Promise<ConnectError> {
  try {
    await call
  } catch (error) {
    return ConnectError.from(error)
  }
  throw new Error('the call was not refused')
}

describe('listExecutions', () => {
  beforeEach(async () => {
    for (const name of ['b', 'a', 'c']) await admin.createExecution(sampleRequest(name))
  })

  it('keeps to the project, the domain and the order', async () => {
    expect(await names()).toEqual(['b', 'a', 'c'])
    expect(await names('', { sortBy: { key: 'created_at' } })).toEqual(['c', 'a', 'b'])
    expect(await names('', { id: { ...sampleScope, domain: 'staging', name: '' } })).toEqual([])
    expect(await names('', { id: { ...sampleScope, name: 'a' } })).toEqual(['a'])
  })

  it('leaves archived ones out unless a filter speaks of the state', async () => {
    await admin.updateExecution({ id: sampleExecution('a'), state: ExecutionState.EXECUTION_ARCHIVED })
    expect(await names()).toEqual(['b', 'c'])
    expect(await names('eq(phase,UNDEFINED)')).toEqual(['b', 'c'])
    expect(await names('eq(state,1)')).toEqual(['a'])
    expect(await names('value_in(state,0;1)')).toEqual(['b', 'a', 'c'])
    await admin.updateExecution({ id: sampleExecution('a') })
    expect(await names()).toEqual(['b', 'a', 'c'])
  })

  it('leaves out inputs that a get shows', async () => {
    await admin.createExecution(
      sampleRequest('old', { inputs: { literals: { a: { scalar: { primitive: { integer: '1' } } } } } }),
    )
    const listed = await admin.listExecutions({ id: { ...sampleScope, name: 'old' }, limit: 1 })
    expect(listed.executions[0]?.spec?.inputs).toBeUndefined()
    expect((await admin.getExecution({ id: sampleExecution('old') })).spec?.inputs).toBeDefined()
  })
})

describe('updateExecution', () => {
  it('notes who changed the state and when, and nothing else', async () => {
    await admin.createExecution(sampleRequest('e'))
    const before = await admin.getExecution({ id: sampleExecution('e') })
    await admin.updateExecution({ id: sampleExecution('e'), state: ExecutionState.EXECUTION_ARCHIVED })
    const { closure } = await admin.getExecution({ id: sampleExecution('e') })
    expect(closure?.stateChangeDetails).toMatchObject({ state: ExecutionState.EXECUTION_ARCHIVED })
    expect(closure?.updatedAt).toEqual(before.closure?.updatedAt)
  })
})

describe('terminateExecution', () => {
  it('waits for the end to be reported; asking again replaces the cause', async () => {
    await admin.createExecution(sampleRequest('e'))
    await report('e', Phase.RUNNING, 1)
    await admin.terminateExecution({ id: sampleExecution('e'), cause: 'first' })
    await admin.terminateExecution({ id: sampleExecution('e'), cause: 'second' })
    const aborting = await admin.getExecution({ id: sampleExecution('e') })
    expect(aborting.closure).toMatchObject({
      phase: Phase.ABORTING,
      updatedAt: at(1),
      outputResult: { value: { cause: 'second' } },
    })
    await report('e', Phase.ABORTED, 5)
    const aborted = await admin.getExecution({ id: sampleExecution('e') })
    expect(aborted.closure).toMatchObject({
      phase: Phase.ABORTED,
      duration: { seconds: 4n },
      outputResult: { value: { cause: 'second' } },
    })
    expect(await names('eq(abort_cause,second)')).toEqual(['e'])
  })

  it('refuses what has ended, saying how', async () => {
    await admin.createExecution(sampleRequest('e'))
    await report('e', Phase.SUCCEEDED, 1)
    const error = await failure(admin.terminateExecution({ id: sampleExecution('e') }))
    expect(error.code).toBe(Code.FailedPrecondition)
    const [reason] = error.findDetails(EventFailureReasonSchema)
    expect(reason?.reason).toMatchObject({ case: 'alreadyInTerminalState', value: { currentPhase: 'SUCCEEDED' } })
  })

  it('tells the engine', async () => {
    const terminated: string[] = []
    services.cp.engine = {
      executionCreated: () => undefined,
      executionTerminated: ({ name }) => void terminated.push(name),
      executionEnded: () => undefined,
      signalSet: () => undefined,
      launchPlanChanged: () => undefined,
    }
    await admin.createExecution(sampleRequest('e'))
    await admin.terminateExecution({ id: sampleExecution('e') })
    expect(terminated).toEqual(['e'])
  })
})

describe('getExecutionData', () => {
  const outputs = create(LiteralMapSchema, {
    literals: {
      o0: {
        value: {
          case: 'scalar',
          value: { value: { case: 'primitive', value: { value: { case: 'integer', value: 3n } } } },
        },
      },
    },
  })

  it('gives outputs that came with an event or in a blob', async () => {
    await admin.createExecution(sampleRequest('e'))
    await report('e', Phase.SUCCEEDED, 1, outputs)
    expect((await admin.getExecutionData({ id: sampleExecution('e') })).fullOutputs).toEqual(outputs)
  })

  it('gives nothing for what it may not or cannot read', async () => {
    await admin.createExecution(sampleRequest('e'))
    const outputResult = { case: 'outputUri' as const, value: '/etc/hostname' }
    await admin.createWorkflowEvent({
      event: { executionId: sampleExecution('e'), phase: Phase.SUCCEEDED, occurredAt: at(1), outputResult },
    })
    expect((await admin.getExecutionData({ id: sampleExecution('e') })).fullOutputs).toEqual(create(LiteralMapSchema))
  })
})
