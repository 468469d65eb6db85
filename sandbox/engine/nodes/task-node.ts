import fs from 'node:fs'
import {
  type ExecutionError,
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
} from '../../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import type { TaskTemplate } from '../../../src/api/gen/flyteidl/core/tasks_pb'
import { TaskExecutionMetadata_InstanceClass as InstanceClass } from '../../../src/api/gen/flyteidl/event/event_pb'
import type { AttemptId } from '../../executors/attempt-folder'
import { TaskRefusal } from '../../executors/attempt-spec'
import { echoOutputs } from '../../executors/echo'
import { logUri } from '../../executors/log-http'
import type { Runnable } from '../../executors/runnable'
import { checkpointFolder } from '../../executors/task-command'
import { runnableOrRefusal } from '../../executors/task-executor'
import { systemError, TIMEOUT_EXPIRED, userError, type Verdict } from '../../executors/verdict'
import { isEndOfTask } from '../../services/phases'
import { runAttemptProcess } from '../attempt-process'
import { attemptSpecOf, timeoutOf } from '../attempt-spec-of'
import { Cancelled } from '../cancellation'
import type { Completion, NodeAtWork } from '../completion'
import { LiteralsMissing } from '../literal-cache'
import { attemptMetadata, attemptRawPrefix } from '../node-data'
import { generatedTaskName } from '../node-ids'
import { decideRetry, mostAttempts } from '../retry-policy'
import type { AttemptRef, RunRecorder } from '../run-recorder'
import { runDynamic } from './dynamic-node'

/** Error code of a task that was ended with its workflow (flytepropeller). */
const TASK_ABORTED = 'Task Aborted'

/** How an attempt ended, not yet recorded. */
type AttemptEnd = Pick<Completion, 'deckUri' | 'targetMetadata'> & { readonly before: () => void } & (
    | { readonly kind: 'succeeded'; readonly outputUri: string }
    | { readonly kind: 'failed'; readonly error: ExecutionError; readonly retryable: boolean }
  )

/** One task node and its attempts, while it is worked on. */
class TaskNode {
  readonly #node: NodeAtWork
  readonly #template: TaskTemplate
  readonly #taskId: Identifier
  readonly #kind: Runnable | TaskRefusal

  constructor(node: NodeAtWork, template: TaskTemplate, taskId: Identifier) {
    this.#node = node
    this.#template = template
    this.#taskId = taskId
    this.#kind = runnableOrRefusal(template)
  }

  async run(): Promise<Completion> {
    for (let attempt = this.#firstAttempt(); ; attempt++) {
      const end = await this.#attemptAndNodes(attempt)
      if (end.kind === 'succeeded') return end
      const { error, retryable, before, ...rest } = end
      const attempts = mostAttempts(this.#template, this.#node.place.node.metadata)
      const decision = decideRetry(error, retryable, this.#earlierErrors(attempt), attempts)
      if (!decision.retry) {
        const timedOut = error.code === TIMEOUT_EXPIRED
        return { ...rest, kind: 'failed', error: timedOut ? error : decision.error, timedOut, before }
      }
      this.#recorder.together(() => {
        before()
        this.#queue(attempt + 1)
      })
    }
  }

  /** The attempt to go on with: the last one that was begun, or the one after it if that has failed. */
  #firstAttempt(): number {
    const known = this.#node.recorded()?.attempts
    const last = Math.max(0, ...(known?.keys() ?? []))
    const phase = known?.get(last)?.phase
    return phase === TaskPhase.FAILED || phase === TaskPhase.ABORTED ? last + 1 : last
  }

  /** One attempt, and the nodes that it made if it is dynamic. */
  async #attemptAndNodes(attempt: number): Promise<AttemptEnd> {
    const verdict = await this.#attempt(attempt)
    const details = { deckUri: verdict.deckUri, targetMetadata: this.#metadata(attempt) }
    switch (verdict.kind) {
      case 'succeeded': {
        const outputUri = verdict.outputsUri
        const before = () => this.#record(attempt, TaskPhase.SUCCEEDED, { outputUri })
        return { ...details, kind: 'succeeded', outputUri, before }
      }
      case 'failed': {
        const { error, retryable } = verdict
        const before = () => this.#record(attempt, TaskPhase.FAILED, { error })
        return { ...details, kind: 'failed', error, retryable, before }
      }
      case 'dynamic': {
        const succeeded = () => this.#record(attempt, TaskPhase.SUCCEEDED, {})
        const end = await runDynamic(this.#node, this.#template, attempt, verdict, succeeded)
        return { ...details, ...end, before: () => undefined }
      }
    }
  }

  /** Where the attempt has left a checkpoint, if it has. */
  #metadata(attempt: number): Completion['targetMetadata'] {
    const { place } = this.#node
    const rawPrefix = attemptRawPrefix(place, { execution: place.scope.run.id, node: place.uniqueId, attempt })
    const checkpointUri = checkpointFolder(rawPrefix)
    return fs.existsSync(checkpointUri) ? { case: 'taskNodeMetadata', value: { checkpointUri } } : undefined
  }

  get #recorder(): RunRecorder {
    return this.#node.place.scope.run.recorder
  }

  #ref(attempt: number): AttemptRef {
    return { node: this.#node.ref, taskId: this.#taskId, taskType: this.#template.type, attempt }
  }

  #record(
    attempt: number,
    phase: TaskPhase,
    result: { readonly outputUri?: string; readonly error?: ExecutionError | undefined },
  ): void {
    const recorded = this.#node.recorded()?.attempts.get(attempt)
    if (recorded && isEndOfTask(recorded.phase)) return
    const { outputUri, error } = result
    this.#recorder.task(this.#ref(attempt), phase, { ...(outputUri ? { outputUri } : {}), ...(error ? { error } : {}) })
  }

  #earlierErrors(attempt: number): (ExecutionError | undefined)[] {
    const attempts = this.#node.recorded()?.attempts
    return Array.from({ length: attempt }, (_, earlier) => attempts?.get(earlier)?.error)
  }

  /** Records that an attempt is about to be made, and with the first one that the node runs. */
  #queue(attempt: number): void {
    const { run } = this.#node.place.scope
    const interruptible =
      run.settings.interruptible ?? this.#node.place.node.metadata?.interruptibleValue.value ?? false
    this.#recorder.task(
      this.#ref(attempt),
      TaskPhase.QUEUED,
      {},
      {
        inputUri: this.#node.inputsUri,
        reasons: ['task submitted to this machine'],
        metadata: {
          generatedName: generatedTaskName(run.id.name, this.#node.place.uniqueId, attempt),
          pluginIdentifier: this.#template.type === 'echo' ? 'echo' : 'container',
          instanceClass: interruptible ? InstanceClass.INTERRUPTIBLE : InstanceClass.DEFAULT,
        },
      },
    )
  }

  async #attempt(attempt: number): Promise<Verdict> {
    const { place, ref, recorded } = this.#node
    if (!recorded()?.attempts.has(attempt)) {
      place.cancellation.throwIfCancelled()
      this.#queue(attempt)
    }
    const id: AttemptId = { execution: place.scope.run.id, node: place.uniqueId, attempt }
    if (recorded()?.phase === NodePhase.QUEUED) {
      // A task may publish its deck while it runs, and only this event can say where that will be.
      const generatesDeck = this.#template.metadata?.generatesDeck === true
      const deck = generatesDeck ? { deckUri: `${attemptMetadata(place, id)}/deck.html` } : {}
      this.#recorder.node(ref, NodePhase.RUNNING, {}, deck)
    }
    try {
      const verdict = await this.#perform(id)
      if (verdict.kind === 'succeeded') place.scope.run.literals.read(verdict.outputsUri)
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
      if (error instanceof Cancelled) {
        this.#record(attempt, TaskPhase.ABORTED, { error: systemError(TASK_ABORTED, error.message) })
      }
      throw error
    }
  }

  async #perform(id: AttemptId): Promise<Verdict> {
    const { place } = this.#node
    const kind = this.#kind
    place.cancellation.throwIfCancelled()
    if (kind instanceof TaskRefusal) {
      return { kind: 'failed', error: userError(kind.code, kind.message), retryable: false, deckUri: undefined }
    }
    const { run } = place.scope
    const { literals, cp } = run
    if (kind.kind === 'echo') {
      const outputs = echoOutputs(this.#template.interface, this.#node.inputs())
      const uri = `${attemptMetadata(place, id)}/outputs.pb`
      return { kind: 'succeeded', outputsUri: literals.write(uri, outputs), deckUri: undefined }
    }
    const spec = attemptSpecOf(this.#node, this.#template, id, this.#node.inputs())
    return runAttemptProcess(run, spec, kind, timeoutOf(place, this.#template), place.cancellation, {
      waiting: (places) => {
        const reasons = [
          `waiting for a free place: ${places} task process${places === 1 ? '' : 'es'} run at once on this machine`,
        ]
        this.#recorder.task(this.#ref(id.attempt), TaskPhase.QUEUED, {}, { reasons })
      },
      running: (notes) => {
        const known = this.#node.recorded()?.attempts.get(id.attempt)
        if (known && known.phase !== TaskPhase.QUEUED && known.startedAt !== undefined) return known.startedAt
        const uri = logUri(cp.settings.publicOrigin, id)
        this.#recorder.task(
          this.#ref(id.attempt),
          TaskPhase.RUNNING,
          {},
          { logs: [{ name: 'Task log', uri }], reasons: ['task process started', ...notes] },
        )
        return this.#node.recorded()?.attempts.get(id.attempt)?.startedAt ?? cp.now()
      },
    })
  }
}

/**
 * A task: attempts until one succeeds or no more are allowed. A task that turns out to be dynamic goes on with the nodes that it made.
 *
 * Source of the order of events: propeller.md.
 */
export function runTaskNode(node: NodeAtWork, template: TaskTemplate, taskId: Identifier): Promise<Completion> {
  return new TaskNode(node, template, taskId).run()
}
