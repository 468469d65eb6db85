import { create, fromJson } from '@bufbuild/protobuf'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SignalListRequestSchema, SignalSetRequestSchema } from '../../src/api/gen/flyteidl/admin/signal_pb'
import { listSignals, setSignal } from '../services/signals'
import { bind, EngineBed, int, interfaceJson, PATIENCE } from './testing/engine-bed'

let bed: EngineBed

const types = interfaceJson({ x: 'INTEGER' }, { o: 'INTEGER' })

beforeAll(() => {
  bed = EngineBed.open()
  bed.workflow('approval', {
    interface: types,
    nodes: [{ id: 'n0', inputs: [bind('x', '', 'x')], gateNode: { approve: { signalId: 'go' } } }],
    outputs: [bind('o', 'n0', 'x')],
  })
  bed.workflow('input', {
    interface: types,
    nodes: [
      { id: 'n0', gateNode: { signal: { signalId: 'value', type: { simple: 'INTEGER' }, outputVariableName: 'o0' } } },
    ],
    outputs: [bind('o', 'n0', 'o0')],
  })
  bed.workflow('impatient', {
    interface: interfaceJson(),
    nodes: [{ id: 'n0', metadata: { timeout: '0.2s' }, gateNode: { approve: { signalId: 'never' } } }],
  })
  bed.workflow('pause', {
    interface: interfaceJson(),
    nodes: [{ id: 'n0', gateNode: { sleep: { duration: '0.3s' } } }],
  })
})

afterAll(() => bed.close())

const executionId = (name: string) => ({ project: 'flytesnacks', domain: 'development', name })

function signal(execution: string, signalId: string, value: object): void {
  const request = { id: { executionId: executionId(execution), signalId }, value: { scalar: { primitive: value } } }
  setSignal(bed.cp, fromJson(SignalSetRequestSchema, request as never))
}

describe('a gate', { timeout: PATIENCE }, () => {
  it('passes on what was approved', async () => {
    bed.launch('approval', 'approved', { x: int(5) })
    await bed.recorded('approved', 'n0 RUNNING')
    const request = create(SignalListRequestSchema, { workflowExecutionId: executionId('approved'), limit: 9 })
    expect(listSignals(bed.cp, request).signals.map(({ id }) => id?.signalId)).toEqual(['go'])
    signal('approved', 'go', { boolean: true })
    expect(bed.outcome(await bed.ended('approved'))).toEqual({ o: int(5) })
    expect(bed.events('approved').filter((event) => event.startsWith('n0'))).toEqual([
      'n0 QUEUED',
      'n0 RUNNING',
      'n0 SUCCEEDED',
    ])
  })

  it('waits no longer than its timeout', async () => {
    bed.launch('impatient', 'impatient')
    expect(bed.outcome(await bed.ended('impatient'))).toMatchObject({
      code: 'Timeout',
      message: expect.stringContaining('task execution timeout [200ms] expired') as string,
    })
    expect(bed.events('impatient')).toContain('n0 TIMED_OUT')
  })

  it('fails when it is rejected', async () => {
    bed.launch('approval', 'rejected', { x: int(5) })
    await bed.recorded('rejected', 'n0 RUNNING')
    signal('rejected', 'go', { boolean: false })
    expect(bed.outcome(await bed.ended('rejected'))).toMatchObject({ code: 'ReceivedRejectSignal' })
  })

  it('gives the value that was set', async () => {
    bed.launch('input', 'given', { x: int(0) })
    await bed.recorded('given', 'n0 RUNNING')
    signal('given', 'value', { integer: '42' })
    expect(bed.outcome(await bed.ended('given'))).toEqual({ o: int(42) })
  })

  it('waits for its time', async () => {
    const begin = Date.now()
    await bed.run('pause', 'pause')
    expect(Date.now() - begin).toBeGreaterThanOrEqual(300)
  })

  it('goes on waiting after a restart', async () => {
    const other = EngineBed.open()
    other.workflow('approval', {
      interface: types,
      nodes: [{ id: 'n0', inputs: [bind('x', '', 'x')], gateNode: { approve: { signalId: 'go' } } }],
      outputs: [bind('o', 'n0', 'x')],
    })
    other.launch('approval', 'e', { x: int(5) })
    await other.recorded('e', 'n0 RUNNING')
    await other.stop()
    const again = EngineBed.open({}, other.dataDir)
    const id = { executionId: executionId('e'), signalId: 'go' }
    const value = { scalar: { primitive: { boolean: true } } }
    setSignal(again.cp, fromJson(SignalSetRequestSchema, { id, value }))
    await vi.waitFor(() => expect(again.events('e')).toContain('workflow SUCCEEDED'), { timeout: PATIENCE })
    await again.close()
  })
})
