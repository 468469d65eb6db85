import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { CatalogCacheStatus } from '../../src/api/gen/flyteidl/core/catalog_pb'
import { NodeExecution_Phase as NodePhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { NodeExecutionEventSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import { timestampAt } from './event-times'
import { applyNodeEvent, applyNodeKinds, firstNodeClosure, firstNodeMetadata } from './node-closure'

const at = (second: number) => timestampAt(BigInt(second) * 1_000_000_000n)
const none = { case: undefined } as const

function event(
  phase: NodePhase,
  second: number,
  more: Parameters<typeof create<typeof NodeExecutionEventSchema>>[1] = {},
) {
  return create(NodeExecutionEventSchema, { phase, occurredAt: at(second), ...more })
}

function after(...events: ReturnType<typeof event>[]) {
  const [first, ...rest] = events
  if (first === undefined) throw new Error('a series has at least one event')
  const closure = firstNodeClosure(first, none)
  for (const next of rest) applyNodeEvent(closure, next, none)
  return closure
}

const taskNode = (value: object) => ({ targetMetadata: { case: 'taskNodeMetadata' as const, value } })
const child = (name: string) => ({
  targetMetadata: { case: 'workflowNodeMetadata' as const, value: { executionId: { name } } },
})

describe('node closure', () => {
  it('starts again with each RUNNING', () => {
    const closure = after(
      event(NodePhase.QUEUED, 1),
      event(NodePhase.RUNNING, 2),
      event(NodePhase.QUEUED, 3),
      event(NodePhase.RUNNING, 4, { reportedAt: at(5) }),
      event(NodePhase.SUCCEEDED, 9),
    )
    expect(closure).toMatchObject({ createdAt: at(1), startedAt: at(4), updatedAt: at(9), duration: { seconds: 5n } })
  })

  it.each([NodePhase.SKIPPED, NodePhase.RECOVERED, NodePhase.SUCCEEDED])(
    'may end at once (%i), without start or duration',
    (phase) => {
      const closure = firstNodeClosure(event(phase, 1), { case: 'outputUri', value: '/o' })
      expect(closure).toMatchObject({ phase, createdAt: at(1), updatedAt: at(1), outputResult: { value: '/o' } })
      expect([closure.startedAt, closure.duration]).toEqual([undefined, undefined])
    },
  )

  it('has no outcome before the end', () => {
    expect(
      firstNodeClosure(event(NodePhase.FAILING, 1), { case: 'outputUri', value: '/o' }).outputResult.case,
    ).toBeUndefined()
  })

  it('takes the deck of each running or ending event, even none', () => {
    const running = event(NodePhase.RUNNING, 1, { deckUri: '/deck' })
    expect(after(running, event(NodePhase.DYNAMIC_RUNNING, 2)).deckUri).toBe('/deck')
    expect(after(running, event(NodePhase.SUCCEEDED, 2)).deckUri).toBe('')
  })

  it('tells the cache status only with a key', () => {
    const status = { cacheStatus: CatalogCacheStatus.CACHE_HIT, checkpointUri: '/c' }
    expect(after(event(NodePhase.RUNNING, 1, taskNode(status))).targetMetadata.value).toMatchObject({
      cacheStatus: 0,
      checkpointUri: '/c',
    })
    const keyed = after(event(NodePhase.RUNNING, 1, taskNode({ ...status, catalogKey: { datasetId: { name: 'd' } } })))
    expect(keyed.targetMetadata.value).toMatchObject({ cacheStatus: CatalogCacheStatus.CACHE_HIT })
  })

  it('learns of a child and of a dynamic job only after the first event, and keeps the first child', () => {
    const dynamic = taskNode({ dynamicWorkflow: { dynamicJobSpecUri: '/futures.pb' } })
    expect(after(event(NodePhase.RUNNING, 1, dynamic)).dynamicJobSpecUri).toBe('')
    expect(after(event(NodePhase.RUNNING, 1), event(NodePhase.DYNAMIC_RUNNING, 2, dynamic)).dynamicJobSpecUri).toBe(
      '/futures.pb',
    )
    expect(after(event(NodePhase.RUNNING, 1, child('a'))).targetMetadata.case).toBeUndefined()
    const twice = after(
      event(NodePhase.QUEUED, 1),
      event(NodePhase.RUNNING, 2, child('a')),
      event(NodePhase.SUCCEEDED, 3, child('b')),
    )
    expect(twice.targetMetadata.value).toMatchObject({ executionId: { name: 'a' } })
  })
})

describe('node metadata', () => {
  it('can only be added to', () => {
    const metadata = firstNodeMetadata(event(NodePhase.QUEUED, 1, { specNodeId: 'n0', retryGroup: '1', isArray: true }))
    expect(applyNodeKinds(metadata, event(NodePhase.RUNNING, 2, { specNodeId: 'x', retryGroup: '2' }))).toBe(false)
    expect(applyNodeKinds(metadata, event(NodePhase.DYNAMIC_RUNNING, 2, { isParent: true, isDynamic: true }))).toBe(
      true,
    )
    expect(metadata).toMatchObject({
      specNodeId: 'n0',
      retryGroup: '1',
      isArray: true,
      isParentNode: true,
      isDynamic: true,
    })
  })
})
