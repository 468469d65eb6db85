import { create } from '@bufbuild/protobuf'
import { CatalogCacheStatus as CacheStatus } from '../../../src/api/gen/flyteidl/core/catalog_pb'
import { type ExecutionError, TaskExecution_Phase as TaskPhase } from '../../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { ExternalResourceInfoSchema } from '../../../src/api/gen/flyteidl/event/event_pb'
import type { AttemptId } from '../../executors/attempt-folder'
import { logUri } from '../../executors/log-http'
import { isEndOfTask } from '../../services/phases'
import { Cancellation } from '../cancellation'
import type { NodeAtWork } from '../completion'
import { generatedTaskName } from '../node-ids'
import type { AttemptRef } from '../run-recorder'
import { systemError } from '../../executors/verdict'

/** Shortest time between two events about items, in milliseconds. It grows with their number: each event rewrites the whole list. */
const SHORTEST_INTERVAL = 200
const ITEMS_PER_MS = 10

/** What is told of an item. */
interface Resource {
  readonly externalId: string
  readonly index: number
  readonly retryAttempt: number
  readonly phase: TaskPhase
  readonly cacheStatus?: CacheStatus
  readonly logs?: { name: string; uri: string }[]
}

/**
 * Tells of the items of a map task: one task execution, whose external resources are the items and their attempts. Changes are gathered and told
 * together; what they are about, the items' own results, is on disk before.
 */
export class MapReport {
  readonly #node: NodeAtWork
  readonly #ref: AttemptRef
  readonly #interval: number
  readonly #told: Map<string, TaskPhase>
  readonly #changed = new Map<string, Resource>()
  #timer: NodeJS.Timeout | undefined
  #failed: Error | undefined

  constructor(node: NodeAtWork, taskId: Identifier, size: number) {
    this.#node = node
    this.#ref = { node: node.ref, taskId, taskType: 'container_array', attempt: 0 }
    this.#interval = Math.max(SHORTEST_INTERVAL, size / ITEMS_PER_MS)
    const recorded = node.recorded()?.attempts.get(0)?.resources ?? []
    this.#told = new Map(recorded.map(({ index, retryAttempt, phase }) => [`${index}/${retryAttempt}`, phase]))
  }

  /** The first event, with all items waiting. */
  begin(size: number): void {
    if (this.#node.recorded()?.attempts.has(0)) return
    const items = Array.from({ length: size }, (_, index) => this.#resource(index, 0, TaskPhase.QUEUED))
    for (const { index } of items) this.#told.set(`${index}/0`, TaskPhase.QUEUED)
    this.#send(TaskPhase.QUEUED, items, { inputUri: this.#node.inputsUri })
  }

  item(index: number, attempt: number, phase: TaskPhase, cacheStatus = CacheStatus.CACHE_DISABLED): void {
    const { run } = this.#node.place.scope
    // After a restart, attempts that have ended before are judged again.
    if (this.#told.get(`${index}/${attempt}`) === phase) return
    this.#told.set(`${index}/${attempt}`, phase)
    const id: AttemptId = { execution: run.id, node: this.#node.place.uniqueId, attempt, index }
    const logs =
      phase === TaskPhase.QUEUED ? [] : [{ name: `Task log-${index}`, uri: logUri(run.cp.settings.publicOrigin, id) }]
    this.#changed.set(`${index}/${attempt}`, { ...this.#resource(index, attempt, phase), cacheStatus, logs })
    this.#timer ??= setTimeout(() => {
      try {
        this.flush()
      } catch (error) {
        // Told to whoever waits for the items.
        this.#failed = error instanceof Error ? error : new Error(String(error))
      }
    }, this.#interval)
  }

  /** Tells what has changed, now. Throws when it cannot be recorded, or an earlier one could not. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#failed) throw this.#failed
    if (this.#changed.size === 0) return
    const items = [...this.#changed.values()]
    this.#changed.clear()
    this.#send(TaskPhase.RUNNING, items)
  }

  /** Drops what has not been told: nobody is to be told any more. */
  drop(): void {
    clearTimeout(this.#timer)
  }

  /** The last event, with the items' last changes. */
  end(
    phase: TaskPhase.SUCCEEDED | TaskPhase.FAILED | TaskPhase.ABORTED,
    result: { readonly outputUri?: string; readonly error?: ExecutionError },
  ): void {
    clearTimeout(this.#timer)
    const recorded = this.#node.recorded()?.attempts.get(0)
    if (recorded && isEndOfTask(recorded.phase)) return
    this.#send(phase, [...this.#changed.values()], {}, result)
    this.#changed.clear()
  }

  #resource(index: number, attempt: number, phase: TaskPhase): Resource {
    const { run } = this.#node.place.scope
    const name = generatedTaskName(run.id.name, this.#node.place.uniqueId, attempt)
    return { externalId: `${name}-n${index}-${attempt}`, index, retryAttempt: attempt, phase }
  }

  #send(
    phase: TaskPhase,
    externalResources: readonly Resource[],
    details: { readonly inputUri?: string } = {},
    result: { readonly outputUri?: string; readonly error?: ExecutionError } = {},
  ): void {
    const { run } = this.#node.place.scope
    run.recorder.task(this.#ref, phase, result, {
      ...details,
      metadata: {
        generatedName: generatedTaskName(run.id.name, this.#node.place.uniqueId, 0),
        pluginIdentifier: 'k8s-array',
        externalResources: externalResources.map((resource) => create(ExternalResourceInfoSchema, resource)),
      },
    })
  }
}

/** How one item ended. */
export type ItemEnd =
  | { readonly kind: 'succeeded'; readonly outputUri: string }
  | { readonly kind: 'failed'; readonly error: ExecutionError }

/** How many failed items a message names. */
const NAMED_FAILURES = 10

/** The error of a map node: what the first failed items said, in order. */
function errorOf(failures: ReadonlyMap<number, ExecutionError>): ExecutionError {
  const sorted = [...failures].sort(([a], [b]) => a - b)
  const [first] = sorted
  if (!first) return systemError('ArrayNodeFailing', 'Unknown reason')
  const named = sorted.slice(0, NAMED_FAILURES).map(([index, { message }]) => `[${index}]: ${message}`)
  const more = sorted.length - named.length
  return { ...first[1], message: named.join('\n') + (more > 0 ? `\n... and ${more} more of the items failed.` : '') }
}

/**
 * Runs the items of a map node, at most `concurrency` at once and in order, until all have ended or too many have failed; then the rest is ended.
 *
 * @param concurrency 0 for no limit
 * @returns the ends by index, or the error
 * @throws Cancelled after all items have ended
 */
export async function runItems(
  node: NodeAtWork,
  size: number,
  needed: number,
  concurrency: number,
  runItem: (index: number, cancellation: Cancellation) => Promise<ItemEnd>,
): Promise<
  | { readonly kind: 'succeeded'; readonly ends: readonly ItemEnd[] }
  | { readonly kind: 'failed'; readonly error: ExecutionError }
> {
  const { cancellation, scope } = node.place
  const rest = new Cancellation(cancellation)
  const ends: ItemEnd[] = []
  const failures = new Map<number, ExecutionError>()
  let next = 0
  const work = async () => {
    while (next < size && rest.reason === undefined) {
      const index = next++
      await scope.run.breathe()
      const end = await runItem(index, rest)
      ends[index] = end
      if (end.kind === 'failed') failures.set(index, end.error)
      if (size - failures.size < needed) rest.cancel('ArrayNodeFailing')
    }
  }
  // More workers than processes only wait, but they record the items' attempts as queued.
  const workers = Math.min(size, concurrency > 0 ? concurrency : Math.max(scope.run.processes.limit * 2, 32))
  const settled = await Promise.allSettled(Array.from({ length: workers }, work))
  rest.dispose()
  cancellation.throwIfCancelled()
  const crash = settled.find((result) => result.status === 'rejected')
  if (size - failures.size < needed) return { kind: 'failed', error: errorOf(failures) }
  if (crash) throw crash.reason
  return { kind: 'succeeded', ends }
}
