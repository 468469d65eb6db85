import { CatalogCacheStatus } from '../api/gen/flyteidl/core/catalog_pb'
import { type ExecutionError_ErrorKind, NodeExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'

export interface ExecutionKey {
  readonly project: string
  readonly domain: string
  readonly name: string
}

/** `project/domain/name`: one text per execution, for maps and query keys. */
export function executionText(key: ExecutionKey): string {
  return `${key.project}/${key.domain}/${key.name}`
}

/** An error as Flyte records it. In a list flyteadmin cuts `message` to 100 bytes. */
export interface FlyteError {
  readonly code: string
  readonly kind: ExecutionError_ErrorKind
  readonly message: string
  /** Where the whole error lies, when the message was too long; "" otherwise. */
  readonly uri: string
}

/** A node execution, read once from the wire. Times are epoch milliseconds with their fraction. */
export interface NodeExecution {
  /** Unique within its execution: `n0`, `n1-0-n0`, or a hash of such. */
  readonly nodeId: string
  /** The node's id in its workflow; the unique id when the server does not say. */
  readonly specId: string
  /** The attempt of the parent that made this node. */
  readonly retryGroup: string
  readonly isParent: boolean
  readonly isDynamic: boolean
  readonly isArray: boolean
  readonly isEager: boolean
  readonly phase: NodeExecution_Phase
  readonly createdAt: number | undefined
  readonly startedAt: number | undefined
  readonly updatedAt: number | undefined
  /** Milliseconds; known once the node has ended after it had started. */
  readonly duration: number | undefined
  readonly error: FlyteError | undefined
  readonly cacheStatus: CatalogCacheStatus
  /** The task execution whose cached outputs were used. */
  readonly cacheSource: CacheSource | undefined
  /** The execution that a launch plan node started. */
  readonly child: ExecutionKey | undefined
  readonly inputUri: string
  readonly outputUri: string
  readonly deckUri: string
}

export interface CacheSource {
  readonly execution: ExecutionKey
  readonly nodeId: string
  readonly attempt: number
}

const endedPhases: ReadonlySet<NodeExecution_Phase> = new Set([
  NodeExecution_Phase.SUCCEEDED,
  NodeExecution_Phase.FAILED,
  NodeExecution_Phase.ABORTED,
  NodeExecution_Phase.SKIPPED,
  NodeExecution_Phase.TIMED_OUT,
  NodeExecution_Phase.RECOVERED,
])

/** Whether a node can change no more (flyteadmin `pkg/common/executions.go`; RECOVERED is an end too). */
export function hasNodeEnded(phase: NodeExecution_Phase): boolean {
  return endedPhases.has(phase)
}

/** Names of the phases that are no end, in flyteadmin's filter grammar. */
export const unendedPhaseFilter = 'value_in(phase,UNDEFINED;QUEUED;RUNNING;FAILING;DYNAMIC_RUNNING)'

/** Names of the phases that {@link hasNodeFailed} knows, in flyteadmin's filter grammar. */
export const unsuccessfulPhaseFilter = 'value_in(phase,FAILED;TIMED_OUT;FAILING)'

export function hasNodeFailed(phase: NodeExecution_Phase): boolean {
  return (
    phase === NodeExecution_Phase.FAILED ||
    phase === NodeExecution_Phase.TIMED_OUT ||
    phase === NodeExecution_Phase.FAILING
  )
}

export function isCacheHit(node: NodeExecution): boolean {
  return node.cacheStatus === CatalogCacheStatus.CACHE_HIT
}

/** `start-node` and `end-node` are Flyte's own and say nothing to a person. */
export function isBoundaryNode(node: Pick<NodeExecution, 'nodeId' | 'specId'>): boolean {
  return isBoundaryId(node.specId) || (node.specId === node.nodeId && /-\d+-(start|end)-node$/.test(node.nodeId))
}

export function isBoundaryId(specId: string): boolean {
  return specId === 'start-node' || specId === 'end-node'
}

/** When the node ended, in epoch milliseconds; undefined while it goes on. */
export function nodeEnd(node: NodeExecution): number | undefined {
  if (!hasNodeEnded(node.phase)) return undefined
  if (node.startedAt !== undefined && node.duration !== undefined) return node.startedAt + node.duration
  return node.updatedAt ?? node.createdAt
}

/** Milliseconds from the first start to the end or to now; undefined for a node that never started. */
export function nodeRunTime(node: NodeExecution, now: number): number | undefined {
  if (node.duration !== undefined) return node.duration
  if (node.startedAt === undefined) return undefined
  return Math.max(0, (nodeEnd(node) ?? now) - node.startedAt)
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz123456'
const longestId = 20

/**
 * The unique id that flytepropeller will give a child that has not begun: `<parent>-<attempt>-<child>`, or, beyond 20
 * characters, "f" and the FNV-32a hash of it in base32. A forecast only, so that a row keeps its key when it starts;
 * nodes that exist are joined to their parents by query. Source: flytepropeller `nodes/common/utils.go:GenerateUniqueID`.
 */
export function forecastNodeId(parentId: string, attempt: string, specId: string): string {
  const joined = `${parentId}-${attempt === '' ? '0' : attempt}-${specId}`
  if (joined.length <= longestId) return joined
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(joined)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  // 32 bits are six digits of five bits and one of two, which base32 pads with zeros at its end.
  let text = 'f'
  for (let shift = 27; shift >= 2; shift -= 5) text += alphabet[(hash >>> shift) & 31] ?? ''
  return text + (alphabet[(hash & 3) << 3] ?? '')
}
