import type { Duration } from '@bufbuild/protobuf/wkt'
import type { AttemptSpec } from '../executors/attempt-spec'
import { TaskRefusal } from '../executors/attempt-spec'
import type { Runnable } from '../executors/runnable'
import { endAttempt } from '../executors/task-executor'
import { systemError, userError, type Verdict } from '../executors/verdict'
import { nanosOfDuration } from '../services/event-times'
import { type Cancellation, Cancelled } from './cancellation'
import type { EngineTools } from './run-context'

/** What is told of an attempt while it goes on. */
export interface AttemptWatcher {
  /** It waits for one of the machine's places, of which there are so many. */
  readonly waiting: (places: number) => void
  /** Its process runs, since the time that this gives back (nanoseconds since the Unix epoch). */
  readonly running: (notes: readonly string[]) => bigint
}

/** A system error that the file system or the process table has caused: the disk is full, too many files are open. */
function isMachineError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error
}

function failureOf(error: unknown): Verdict {
  const failed = { kind: 'failed', deckUri: undefined } as const
  if (error instanceof TaskRefusal) return { ...failed, error: userError(error.code, error.message), retryable: false }
  if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE') {
    // An argument or variable with a NUL in it: no system can pass that on.
    return { ...failed, error: userError('BadTaskSpecification', error.message), retryable: false }
  }
  if (isMachineError(error)) {
    const code = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'DiskFull' : 'CannotStart'
    return { ...failed, error: systemError(code, error.message), retryable: true }
  }
  throw error
}

/** How long the timer is to wait for a timeout, in milliseconds; undefined when there is none. */
function timeLeft(timeout: Duration | undefined, since: bigint, now: bigint): number | undefined {
  const nanos = timeout ? nanosOfDuration(timeout) : 0n
  if (nanos <= 0n) return undefined
  const ms = Number((since + nanos - now) / 1_000_000n)
  return Math.min(Math.max(ms, 0), 2 ** 31 - 1)
}

/**
 * Runs one attempt to its end: goes on with the process that an earlier sandbox started, or waits for a free place and starts one.
 *
 * @throws Cancelled after the process and all that it started have ended
 */
export async function runAttemptProcess(
  { cp, executor, processes }: EngineTools,
  spec: AttemptSpec,
  kind: Exclude<Runnable, { readonly kind: 'echo' }>,
  timeout: Duration | undefined,
  cancellation: Cancellation,
  watcher: AttemptWatcher,
): Promise<Verdict> {
  let release: (() => void) | undefined
  try {
    // An eager task waits for executions that it starts itself: it must not take their places.
    const takesPlace = spec.template.metadata?.isEager !== true
    let started = executor.find(spec.id)
    if (started) {
      if (takesPlace) release = processes.take()
    } else {
      if (takesPlace && processes.full) watcher.waiting(processes.limit)
      if (takesPlace) release = await processes.acquire(cancellation)
      started = await executor.start(spec, kind)
    }
    const { process, notes } = started
    const folder = executor.folder(spec.id)
    const left = timeLeft(timeout, watcher.running(notes), cp.now())
    const timer = left === undefined ? undefined : setTimeout(() => endAttempt(folder, process, 'timeout'), left)
    try {
      const end = await cancellation.race(process.ended)
      const verdict = await executor.finish(spec, kind, end)
      const cleaned = executor.clean(spec.id)
      // A failed attempt may have filled the disk: what comes next needs the room.
      if (verdict.kind === 'failed') await cleaned
      return verdict
    } catch (error) {
      if (error instanceof Cancelled) {
        endAttempt(folder, process, 'abort')
        await process.ended
        await executor.clean(spec.id)
      }
      throw error
    } finally {
      clearTimeout(timer)
    }
  } catch (error) {
    if (error instanceof Cancelled) throw error
    return failureOf(error)
  } finally {
    release?.()
  }
}
