import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LiteralSchema, type Primitive } from '../../src/api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { sampleExecution } from '../testing/sample-entities'
import { startServices, type TestServices } from '../testing/start-services'

let services: TestServices
let signals: TestServices['signals']

beforeEach(async () => {
  services = await startServices()
  signals = services.signals
})

afterEach(() => services.close())

const executionId = sampleExecution('e')
const id = { signalId: 'ok', executionId }
const simple = (value: SimpleType) => create(LiteralTypeSchema, { type: { case: 'simple', value } })
const literal = (value: Primitive['value']) =>
  create(LiteralSchema, { value: { case: 'scalar', value: { value: { case: 'primitive', value: { value } } } } })
const yes = literal({ case: 'boolean', value: true })

async function failure(call: Promise<unknown>): Promise<[Code, string]> {
  try {
    await call
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error)
    return [code, rawMessage]
  }
  throw new Error('the call was not refused')
}

describe('signals', () => {
  it.each([
    ['getOrCreateSignal', {}, 'missing id'],
    ['getOrCreateSignal', { id: {} }, 'missing execution_id'],
    ['getOrCreateSignal', { id: { executionId } }, 'missing signal_id'],
    ['getOrCreateSignal', { id: { executionId: {}, signalId: 's' } }, 'missing project'],
    ['getOrCreateSignal', { id }, 'missing type'],
    ['setSignal', {}, 'missing id'],
    ['setSignal', { id }, 'missing value'],
    ['listSignals', { limit: 1 }, 'missing execution_id'],
  ] as const)('%s refuses %j: %s', async (call, request, message) => {
    expect(await failure(signals[call](request))).toEqual([Code.InvalidArgument, message])
  })

  it('are made once, whatever runs', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(() => signals.getOrCreateSignal({ id, type: simple(SimpleType.BOOLEAN) })),
    )
    expect(a).toEqual(b)
    expect((await signals.listSignals({ workflowExecutionId: executionId, limit: 5 })).signals).toEqual([a])
  })

  it('tell the engine of each value, and of no refused one', async () => {
    const heard: string[] = []
    services.cp.engine = {
      executionCreated: () => undefined,
      executionTerminated: () => undefined,
      executionEnded: () => undefined,
      signalSet: ({ name }, signalId) => void heard.push(`${name} ${signalId}`),
      launchPlanChanged: () => undefined,
    }
    expect((await failure(signals.setSignal({ id, value: yes })))[0]).toBe(Code.InvalidArgument)
    await signals.getOrCreateSignal({ id, type: simple(SimpleType.BOOLEAN) })
    expect((await failure(signals.setSignal({ id, value: literal({ case: 'integer', value: 1n }) })))[0]).toBe(
      Code.InvalidArgument,
    )
    await signals.setSignal({ id, value: yes })
    expect(heard).toEqual(['e ok'])
    expect((await signals.getOrCreateSignal({ id, type: simple(SimpleType.BOOLEAN) })).value).toEqual(yes)
  })

  it('are those of one execution', async () => {
    await signals.getOrCreateSignal({ id, type: simple(SimpleType.BOOLEAN) })
    const other = { workflowExecutionId: sampleExecution('other'), limit: 5 }
    expect((await signals.listSignals(other)).signals).toEqual([])
    const filtered = { workflowExecutionId: executionId, limit: 5, filters: 'contains(signal_id,o)' }
    expect((await signals.listSignals(filtered)).signals).toHaveLength(1)
  })
})
