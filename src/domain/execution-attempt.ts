import type { JsonObject } from '@bufbuild/protobuf'
import type { CatalogCacheStatus } from '../api/gen/flyteidl/core/catalog_pb'
import { TaskExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { ExecutionKey, FlyteError } from './execution-node'
import type { EntityReference } from './execution-outline'

export interface LogLink {
  readonly name: string
  readonly uri: string
  readonly showWhilePending: boolean
  readonly hideOnceFinished: boolean
}

/** Something that an attempt reported, in words. */
export interface Reason {
  readonly at: number | undefined
  readonly message: string
}

/** One attempt of one item of a map task. */
export interface ItemAttempt {
  readonly index: number
  /** From 0. */
  readonly attempt: number
  readonly phase: TaskExecution_Phase
  readonly externalId: string
  readonly cacheStatus: CatalogCacheStatus
  readonly logs: readonly LogLink[]
  /** The execution that an item of a map over a launch plan started. */
  readonly child: ExecutionKey | undefined
}

/** One attempt of a task node. Times are epoch milliseconds with their fraction. */
export interface Attempt {
  readonly task: EntityReference
  readonly execution: ExecutionKey
  readonly nodeId: string
  /** `retry_attempt`, from 0. */
  readonly attempt: number
  readonly phase: TaskExecution_Phase
  readonly createdAt: number | undefined
  readonly startedAt: number | undefined
  readonly updatedAt: number | undefined
  readonly duration: number | undefined
  readonly error: FlyteError | undefined
  readonly logs: readonly LogLink[]
  readonly reasons: readonly Reason[]
  readonly taskType: string
  readonly plugin: string
  /** What the machine below calls it, such as a pod's name; "" when it does not say. */
  readonly generatedName: string
  readonly interruptible: boolean
  readonly items: readonly ItemAttempt[]
  readonly customInfo: JsonObject | undefined
  readonly inputUri: string
  readonly outputUri: string
}

const endedPhases: ReadonlySet<TaskExecution_Phase> = new Set([
  TaskExecution_Phase.SUCCEEDED,
  TaskExecution_Phase.FAILED,
  TaskExecution_Phase.ABORTED,
])

/** Whether an attempt can change no more. RETRYABLE_FAILED is not an end to flyteadmin, though nothing follows it. */
export function hasAttemptEnded(phase: TaskExecution_Phase): boolean {
  return endedPhases.has(phase)
}

export function hasAttemptFailed(phase: TaskExecution_Phase): boolean {
  return phase === TaskExecution_Phase.FAILED || phase === TaskExecution_Phase.RETRYABLE_FAILED
}

function hasStopped(attempt: Pick<Attempt, 'phase'>): boolean {
  return hasAttemptEnded(attempt.phase) || attempt.phase === TaskExecution_Phase.RETRYABLE_FAILED
}

/** When the attempt ended; undefined while it goes on. */
export function attemptEnd(attempt: Attempt): number | undefined {
  if (!hasStopped(attempt)) return undefined
  if (attempt.startedAt !== undefined && attempt.duration !== undefined) return attempt.startedAt + attempt.duration
  return attempt.updatedAt ?? attempt.startedAt ?? attempt.createdAt
}

/** A stretch of an attempt: in a queue, waiting for a place and its image, or at work. */
export interface Stretch {
  readonly kind: 'queued' | 'waiting' | 'work'
  readonly from: number
  readonly to: number
  /** Whether it goes on. */
  readonly open: boolean
}

const waitingPhases: ReadonlySet<TaskExecution_Phase> = new Set([
  TaskExecution_Phase.INITIALIZING,
  TaskExecution_Phase.WAITING_FOR_RESOURCES,
])

/**
 * What an attempt's time went into. flyteadmin keeps when an attempt was made, when it began to run and what it said
 * meanwhile; the first thing said ends the queue, as the attempt was handed to a machine then.
 * @param now epoch milliseconds, where a stretch that goes on is drawn to
 */
export function attemptStretches(attempt: Attempt, now: number): readonly Stretch[] {
  const { createdAt, startedAt } = attempt
  const end = attemptEnd(attempt)
  const open = end === undefined
  const last = end ?? now
  const stretches: Stretch[] = []
  if (createdAt !== undefined && (startedAt === undefined || startedAt > createdAt)) {
    const until = startedAt ?? last
    const open_ = startedAt === undefined && open
    const handed =
      startedAt === undefined && waitingPhases.has(attempt.phase)
        ? createdAt
        : attempt.reasons.find(({ at }) => at !== undefined && at >= createdAt && at < until)?.at
    if (handed === undefined || handed > createdAt)
      stretches.push({
        kind: 'queued',
        from: createdAt,
        to: Math.max(handed ?? until, createdAt),
        open: open_ && handed === undefined,
      })
    if (handed !== undefined)
      stretches.push({ kind: 'waiting', from: handed, to: Math.max(until, handed), open: open_ })
  }
  if (startedAt !== undefined) stretches.push({ kind: 'work', from: startedAt, to: Math.max(last, startedAt), open })
  return stretches
}

/** Milliseconds that an attempt spent in each kind of stretch. */
export function attemptTimes(attempt: Attempt, now: number): Readonly<Record<Stretch['kind'], number>> {
  const times = { queued: 0, waiting: 0, work: 0 }
  for (const { kind, from, to } of attemptStretches(attempt, now)) times[kind] += to - from
  return times
}

/**
 * The links that are worth showing now: not those for a running attempt while it is pending, nor those that die with it.
 * Source: `core.TaskLog.ShowWhilePending` and `HideOnceFinished`.
 */
export function liveLogs(attempt: Pick<Attempt, 'phase' | 'logs'>): readonly LogLink[] {
  const pending =
    attempt.phase === TaskExecution_Phase.QUEUED ||
    attempt.phase === TaskExecution_Phase.UNDEFINED ||
    waitingPhases.has(attempt.phase)
  const finished = hasStopped(attempt)
  return attempt.logs.filter((log) => !(pending && !log.showWhilePending) && !(finished && log.hideOnceFinished))
}
