import { create, type MessageInitShape } from '@bufbuild/protobuf'
import {
  CatalogCacheStatus as CacheStatus,
  CatalogReservation_Status as Reservation,
} from '../../src/api/gen/flyteidl/core/catalog_pb'
import {
  NodeExecutionIdentifierSchema,
  TaskExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { LiteralMap } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { TaskNodeMetadataSchema } from '../../src/api/gen/flyteidl/event/event_pb'
import type { Completion, NodeAtWork, NodeWork } from './completion'
import type { NodePlace } from './run-context'
import { type CachedResult, type CacheKey, cacheKey, cachePolicy, newResult, reservationName } from './task-cache'

/** How one node uses the cache. */
export interface CacheUse {
  readonly key: CacheKey
  readonly serializable: boolean
  /** The stored result; none when the execution is told to overwrite the cache. */
  readonly find: () => CachedResult | undefined
}

/** Undefined for a node that is no task, or whose task is not cached. `inputs` is called only if it matters. */
export function cacheUseOf({ scope, node }: NodePlace, inputs: () => LiteralMap): CacheUse | undefined {
  if (node.target.case !== 'taskNode') return undefined
  const template = scope.index.task(node.target.value.reference.value)
  const policy = cachePolicy(template, node.metadata)
  const key = policy && cacheKey(template, policy, inputs())
  if (!key) return undefined
  const { cache, settings } = scope.run
  const overwrite = settings.overwriteCache
  return {
    key,
    serializable: policy.serializable && !overwrite,
    find: () => (overwrite ? undefined : cache.find(key)),
  }
}

/** A completion that also says what the cache had to do with it. */
function withMetadata(completion: Completion, value: MessageInitShape<typeof TaskNodeMetadataSchema>): Completion {
  const { targetMetadata: earlier } = completion
  const checkpointUri = (earlier?.case === 'taskNodeMetadata' && earlier.value.checkpointUri) || ''
  return { ...completion, targetMetadata: { case: 'taskNodeMetadata', value: { ...value, checkpointUri } } }
}

/** Waits until this node may produce the result, or another has produced it. Throws `Cancelled`. */
async function reserve({ place }: NodeAtWork, use: CacheUse): Promise<CachedResult | undefined> {
  const { cache, waiters, id } = place.scope.run
  const owner = create(NodeExecutionIdentifierSchema, { executionId: id, nodeId: place.uniqueId })
  for (;;) {
    const changed = waiters.next(reservationName(use.key))
    const found = use.find()
    if (found) return found
    if (cache.reserve(use.key, owner)) return undefined
    await place.cancellation.race(changed)
  }
}

/**
 * Does the work of a node unless another node is just producing the same result, and stores what comes out, together with the node's last event.
 *
 * Source: flytepropeller `nodes/executor.go` `handleQueuedOrRunningNode`.
 */
export async function withCache(node: NodeAtWork, work: NodeWork): Promise<Completion> {
  const { place } = node
  const use = cacheUseOf(place, node.inputs)
  if (!use) return work(node)
  const { run } = place.scope
  const { cache, waiters, id: executionId } = run
  const owner = create(NodeExecutionIdentifierSchema, { executionId, nodeId: place.uniqueId })
  const begun = (node.recorded()?.attempts.size ?? 0) > 0
  if (use.serializable) {
    const found = begun ? (cache.reserve(use.key, owner), undefined) : await reserve(node, use)
    if (found) {
      const { outputUri, catalogKey } = found
      return withMetadata({ kind: 'succeeded', outputUri }, { cacheStatus: CacheStatus.CACHE_HIT, catalogKey })
    }
  }
  const release = () => {
    if (!use.serializable) return
    cache.release(use.key, owner)
    // After the transaction that this may be part of.
    setImmediate(() => waiters.wake(reservationName(use.key)))
  }
  try {
    const completion = await work(node)
    if (completion.kind === 'failed') {
      release()
      return completion
    }
    return stored(node, use, completion, release)
  } catch (error) {
    release()
    throw error
  }
}

/** The completion of work whose result goes into the cache. */
function stored(
  node: NodeAtWork,
  use: CacheUse,
  completion: Completion & { readonly kind: 'succeeded' },
  release: () => void,
): Completion {
  const { place, recorded } = node
  const { cache, id: executionId } = place.scope.run
  const taskId = place.node.target.case === 'taskNode' ? place.node.target.value.reference.value : undefined
  const source = create(TaskExecutionIdentifierSchema, {
    ...(taskId && { taskId }),
    nodeExecutionId: { executionId, nodeId: place.uniqueId },
    retryAttempt: Math.max(0, ...(recorded()?.attempts.keys() ?? [])),
  })
  const catalogKey = newResult(use.key, source)
  const metadata = {
    cacheStatus: CacheStatus.CACHE_POPULATED,
    catalogKey,
    ...(use.serializable && { reservationStatus: Reservation.RESERVATION_RELEASED }),
  }
  return {
    ...withMetadata(completion, metadata),
    before: () => {
      completion.before?.()
      cache.put(use.key, completion.outputUri, catalogKey)
      release()
    },
  }
}
