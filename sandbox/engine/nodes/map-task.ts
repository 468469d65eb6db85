import { create } from '@bufbuild/protobuf'
import { CatalogCacheStatus as CacheStatus } from '../../../src/api/gen/flyteidl/core/catalog_pb'
import {
  type ExecutionError,
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
} from '../../../src/api/gen/flyteidl/core/execution_pb'
import { type Identifier, TaskExecutionIdentifierSchema } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
} from '../../../src/api/gen/flyteidl/core/literals_pb'
import type { TaskTemplate } from '../../../src/api/gen/flyteidl/core/tasks_pb'
import { type LiteralType, SimpleType } from '../../../src/api/gen/flyteidl/core/types_pb'
import type { AttemptId } from '../../executors/attempt-folder'
import { TaskRefusal } from '../../executors/attempt-spec'
import { echoOutputs } from '../../executors/echo'
import type { Runnable } from '../../executors/runnable'
import { runnableOrRefusal } from '../../executors/task-executor'
import { systemError, userError, type Verdict } from '../../executors/verdict'
import { runAttemptProcess } from '../attempt-process'
import { attemptSpecOf, timeoutOf } from '../attempt-spec-of'
import { type Cancellation, Cancelled } from '../cancellation'
import type { Completion, NodeAtWork } from '../completion'
import { LiteralsMissing } from '../literal-cache'
import { BadMapInputs, itemCount, itemInputs, neededSuccesses } from '../map-inputs'
import { attemptMetadata, outputsUri } from '../node-data'
import { decideRetry, mostAttempts } from '../retry-policy'
import { cacheKey, cachePolicy, newResult } from '../task-cache'
import { type ItemEnd, MapReport, runItems } from './map-items'

/** How a map task goes over its lists. */
export interface MapOptions {
  /** 0 for no limit. */
  readonly concurrency: number
  readonly minSuccesses: number | undefined
  readonly minSuccessRatio: number | undefined
  /** Inputs that every item gets as they are, lists or not. */
  readonly bound: ReadonlySet<string>
  /** Whether the process itself adds the item's index to the output prefix: map tasks of older versions of flytekit. */
  readonly addsIndex: boolean
}

/** Whether the process picks its item from whole lists by itself: map tasks made by flytekit. Their interface has the lists too. */
function picksItem(kind: Runnable): boolean {
  return (
    kind.kind === 'container' && [...kind.container.command, ...kind.container.args].includes('pyflyte-map-execute')
  )
}

/** The value in the place of a failed item that is tolerated. */
function noResult(type: LiteralType | undefined): Literal {
  const none = create(LiteralSchema, { value: { case: 'scalar', value: { value: { case: 'noneType', value: {} } } } })
  if (type?.type.case !== 'unionType') return none
  const variant = type.type.value.variants.find(
    (other) => other.type.case === 'simple' && other.type.value === SimpleType.NONE,
  )
  return create(LiteralSchema, {
    value: {
      case: 'scalar',
      value: { value: { case: 'union', value: { value: none, ...(variant && { type: variant }) } } },
    },
  })
}

/** One map task and its items, while it is worked on. */
class MapTask {
  readonly #node: NodeAtWork
  readonly #template: TaskTemplate
  readonly #taskId: Identifier
  readonly #options: MapOptions
  readonly #kind: Runnable
  readonly #report: MapReport
  readonly #inputs: LiteralMap

  constructor(
    node: NodeAtWork,
    template: TaskTemplate,
    taskId: Identifier,
    options: MapOptions,
    kind: Runnable,
    report: MapReport,
    inputs: LiteralMap,
  ) {
    this.#node = node
    this.#template = template
    this.#taskId = taskId
    this.#options = options
    this.#kind = kind
    this.#report = report
    this.#inputs = inputs
  }

  async item(index: number, cancellation: Cancellation): Promise<ItemEnd> {
    const { place } = this.#node
    const { cache, settings, id: executionId } = place.scope.run
    const inputs = itemInputs(this.#inputs, this.#options.bound, index)
    const policy = cachePolicy(this.#template, place.node.metadata)
    const key = policy && cacheKey(this.#template, policy, inputs)
    const found = key && !settings.overwriteCache ? cache.find(key) : undefined
    if (found) {
      this.#report.item(index, 0, TaskPhase.SUCCEEDED, CacheStatus.CACHE_HIT)
      return { kind: 'succeeded', outputUri: found.outputUri }
    }
    const earlier: ExecutionError[] = []
    for (let attempt = 0; ; attempt++) {
      const verdict = await this.#attempt(index, attempt, inputs, cancellation)
      if (verdict.kind === 'succeeded') {
        if (key) {
          const source = create(TaskExecutionIdentifierSchema, {
            taskId: this.#taskId,
            nodeExecutionId: { executionId, nodeId: place.uniqueId },
            retryAttempt: attempt,
          })
          cache.put(key, verdict.outputsUri, newResult(key, source))
        }
        this.#report.item(index, attempt, TaskPhase.SUCCEEDED, key ? CacheStatus.CACHE_POPULATED : undefined)
        return { kind: 'succeeded', outputUri: verdict.outputsUri }
      }
      this.#report.item(index, attempt, TaskPhase.FAILED)
      const { error, retryable } = verdict.kind === 'failed' ? verdict : dynamicItem
      const decision = decideRetry(error, retryable, earlier, mostAttempts(this.#template, place.node.metadata))
      if (!decision.retry) return { kind: 'failed', error: decision.error }
      earlier.push(error)
    }
  }

  /** The node's outputs: of each variable the list of what the items gave. */
  outputs(ends: readonly ItemEnd[]): LiteralMap {
    const { literals } = this.#node.place.scope.run
    const maps = ends.map((end) => (end.kind === 'succeeded' ? literals.read(end.outputUri) : undefined))
    const lists = Object.entries(this.#template.interface?.outputs?.variables ?? {}).map(([name, { type }]) => {
      const itemType = picksItem(this.#kind) && type?.type.case === 'collectionType' ? type.type.value : type
      const items = maps.map((map) => map?.literals[name] ?? noResult(itemType))
      return [name, create(LiteralSchema, { value: { case: 'collection', value: { literals: items } } })] as const
    })
    return create(LiteralMapSchema, { literals: Object.fromEntries(lists) })
  }

  async #attempt(index: number, attempt: number, inputs: LiteralMap, cancellation: Cancellation): Promise<Verdict> {
    const { place } = this.#node
    const { run } = place.scope
    const id: AttemptId = { execution: run.id, node: place.uniqueId, attempt, index }
    this.#report.item(index, attempt, TaskPhase.QUEUED)
    try {
      const verdict = await this.#perform(id, inputs, cancellation)
      if (verdict.kind === 'succeeded') run.literals.read(verdict.outputsUri)
      return verdict
    } catch (error) {
      if (error instanceof LiteralsMissing) {
        return {
          kind: 'failed',
          error: systemError('OutputsNotFound', error.message),
          retryable: true,
          deckUri: undefined,
        }
      }
      if (error instanceof Cancelled) this.#report.item(index, attempt, TaskPhase.ABORTED)
      throw error
    }
  }

  async #perform(id: AttemptId, inputs: LiteralMap, cancellation: Cancellation): Promise<Verdict> {
    const { place, inputsUri } = this.#node
    const { run } = place.scope
    const kind = this.#kind
    cancellation.throwIfCancelled()
    const metadata = attemptMetadata(place, id)
    if (kind.kind === 'echo') {
      const outputs = echoOutputs(this.#template.interface, inputs)
      return {
        kind: 'succeeded',
        outputsUri: run.literals.write(`${metadata}/outputs.pb`, outputs),
        deckUri: undefined,
      }
    }
    const own = picksItem(kind) ? inputsUri : run.literals.write(`${metadata}/inputs.pb`, inputs)
    const prefix = this.#options.addsIndex ? attemptMetadata(place, { ...id, index: undefined }) : undefined
    const spec = attemptSpecOf({ ...this.#node, inputsUri: own }, this.#template, id, inputs, prefix)
    return runAttemptProcess(run, spec, kind, timeoutOf(place, this.#template), cancellation, {
      waiting: () => undefined,
      running: () => {
        this.#report.item(id.index ?? 0, id.attempt, TaskPhase.RUNNING)
        return run.cp.now()
      },
    })
  }
}

const dynamicItem = {
  error: userError('BadTaskSpecification', 'An item of a map task made nodes: dynamic tasks cannot be mapped.'),
  retryable: false,
}

/**
 * A map task: one process for each item of its lists. Items fail and are tried again one by one; the node fails as soon as too few can still succeed.
 *
 * Source: flytepropeller `nodes/array/handler.go`; flytekit-tasks.md §5.
 */
export async function runMapTask(
  node: NodeAtWork,
  template: TaskTemplate,
  taskId: Identifier,
  options: MapOptions,
): Promise<Completion> {
  const { place, ref } = node
  const { recorder, literals } = place.scope.run
  const inputs = literals.wholeMap(node.inputs())
  let size: number
  try {
    size = itemCount(inputs, options.bound)
  } catch (error) {
    if (!(error instanceof BadMapInputs)) throw error
    return { kind: 'failed', error: userError('InvalidArrayLength', error.message) }
  }
  const report = new MapReport(node, taskId, size)
  recorder.together(() => {
    if (size > 0) report.begin(size)
    if (node.recorded()?.phase === NodePhase.QUEUED) recorder.node(ref, NodePhase.RUNNING)
  })
  const kind = runnableOrRefusal(template)
  if (kind instanceof TaskRefusal) {
    const error = userError(kind.code, kind.message)
    return { kind: 'failed', error, before: () => report.end(TaskPhase.FAILED, { error }) }
  }
  const map = new MapTask(node, template, taskId, options, kind, report, inputs)
  try {
    const end = await runItems(node, size, neededSuccesses(size, options), options.concurrency, (index, cancellation) =>
      map.item(index, cancellation),
    )
    if (end.kind === 'failed') {
      const { error } = end
      return { kind: 'failed', error, before: () => report.end(TaskPhase.FAILED, { error }) }
    }
    const outputUri = literals.write(outputsUri(place), map.outputs(end.ends))
    const before = () => {
      if (size > 0) report.end(TaskPhase.SUCCEEDED, { outputUri })
    }
    return { kind: 'succeeded', outputUri, before }
  } catch (error) {
    if (error instanceof Cancelled) report.end(TaskPhase.ABORTED, { error: systemError('Task Aborted', error.message) })
    report.drop()
    throw error
  }
}
