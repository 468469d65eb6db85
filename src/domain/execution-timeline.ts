import { NodeExecution_Phase, TaskExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import { type Attempt, attemptStretches } from './execution-attempt'
import { isCacheHit, nodeEnd } from './execution-node'
import type { NodeRow } from './execution-tree'

/** How what a bar stands for went; an outcome has a colour of its own. */
export type BarOutcome =
  | 'idle'
  | 'waiting'
  | 'running'
  | 'dynamic'
  | 'done'
  | 'failed'
  | 'retried'
  | 'timed-out'
  | 'aborted'
  | 'cached'
  | 'recovered'

/** A piece of a row's bar. Its weight says what it is before its colour does. */
export interface Bar {
  /** line: in a queue or asleep; dashes: waiting for a place; solid: at work; bracket: a parent; hatch: waiting for a person; point: took no time. */
  readonly kind: 'line' | 'dashes' | 'solid' | 'bracket' | 'hatch' | 'point'
  /** Epoch milliseconds; equal for a point. */
  readonly from: number
  readonly to: number
  readonly outcome: BarOutcome
  /** Whether an attempt ended here in failure. */
  readonly notch: boolean
  /** Whether it goes on, to now. */
  readonly open: boolean
  /** The attempt that it belongs to, from 1; undefined when it stands for the whole node. */
  readonly attempt: number | undefined
}

/**
 * The bar of one row.
 * @param attempts the node's attempts, or undefined while they have not been read: the node's own times are drawn then
 * @param now epoch milliseconds by the server's clock
 */
export function rowBars(row: NodeRow, attempts: readonly Attempt[] | undefined, now: number): readonly Bar[] {
  const { node } = row
  if (node === undefined) return []
  const begin = node.createdAt ?? node.startedAt
  if (begin === undefined) return []
  const end = nodeEnd(node)
  const open = end === undefined
  const last = Math.max(end ?? now, begin)
  const bar = (kind: Bar['kind'], from: number, to: number, outcome: BarOutcome, goesOn = false): Bar => ({
    kind,
    from,
    to: Math.max(from, to),
    outcome,
    notch: !goesOn && (kind === 'solid' || kind === 'bracket') && (outcome === 'failed' || outcome === 'timed-out'),
    open: goesOn,
    attempt: undefined,
  })
  if (node.phase === NodeExecution_Phase.SKIPPED) return []
  if (node.phase === NodeExecution_Phase.RECOVERED) return [bar('point', begin, begin, 'recovered')]
  if (isCacheHit(node) && node.startedAt === undefined) return [bar('point', begin, begin, 'cached')]
  const outcome = nodeOutcome(node.phase)
  if (row.kind === 'gate') return gateBars(row, begin, last, open, outcome, bar)
  const isParent = row.kind === 'workflow' || row.kind === 'branch' || row.kind === 'plan' || row.kind === 'dynamic'
  // The one attempt of a map task is its items': the node's own times say when they began and ended.
  const hasAttempts = attempts !== undefined && attempts.length > (row.kind === 'map' ? 1 : 0)
  if (!isParent && hasAttempts) return attemptBars(begin, attempts, node.phase, now)
  const started = node.startedAt
  if (started === undefined) {
    if (open) return [bar('line', begin, last, 'idle', true)]
    return [bar(isParent ? 'bracket' : 'line', begin, last, isParent ? outcome : 'idle')]
  }
  const queue = started > begin ? [bar('line', begin, started, 'idle')] : []
  return [...queue, bar(isParent ? 'bracket' : 'solid', started, Math.max(last, started), outcome, open)]
}

function gateBars(
  row: NodeRow,
  begin: number,
  last: number,
  open: boolean,
  outcome: BarOutcome,
  bar: (kind: Bar['kind'], from: number, to: number, outcome: BarOutcome, open?: boolean) => Bar,
): readonly Bar[] {
  if (row.outline?.gate?.kind === 'sleep') return [bar('line', begin, last, 'idle', open)]
  return [bar('hatch', begin, last, open ? 'waiting' : outcome, open)]
}

/**
 * The bars of a node's attempts, each with its number, and the gaps between them.
 * @param begin when the node began, in epoch milliseconds
 * @param phase the node's: it says whether the last failure was the end
 * @param now epoch milliseconds
 */
export function attemptBars(
  begin: number,
  attempts: readonly Attempt[],
  phase: NodeExecution_Phase,
  now: number,
): readonly Bar[] {
  const bars: Bar[] = []
  const ordered = [...attempts].sort((a, b) => a.attempt - b.attempt)
  let reached = begin
  for (const [at, attempt] of ordered.entries()) {
    const isLast = at === ordered.length - 1
    const number = attempt.attempt + 1
    const failed =
      attempt.phase === TaskExecution_Phase.FAILED || attempt.phase === TaskExecution_Phase.RETRYABLE_FAILED
    const stretches = attemptStretches(attempt, now)
    const first = stretches[0]?.from
    if (first !== undefined && first > reached)
      bars.push({
        kind: 'line',
        from: reached,
        to: first,
        outcome: 'idle',
        notch: false,
        open: false,
        attempt: undefined,
      })
    for (const [index, stretch] of stretches.entries()) {
      const ends = index === stretches.length - 1 && !stretch.open
      bars.push({
        kind: stretch.kind === 'work' ? 'solid' : stretch.kind === 'waiting' ? 'dashes' : 'line',
        from: stretch.from,
        to: stretch.to,
        outcome:
          stretch.kind !== 'work'
            ? 'idle'
            : failed
              ? isLast
                ? lastOutcome(phase)
                : 'retried'
              : attemptOutcome(attempt.phase),
        notch: failed && ends,
        open: stretch.open,
        attempt: number,
      })
      reached = Math.max(reached, stretch.to)
    }
  }
  return bars
}

/** The last attempt has failed: it is a retry in waiting unless the node has given up. */
function lastOutcome(phase: NodeExecution_Phase): BarOutcome {
  const outcome = nodeOutcome(phase)
  return outcome === 'running' || outcome === 'idle' ? 'retried' : outcome
}

function attemptOutcome(phase: TaskExecution_Phase): BarOutcome {
  switch (phase) {
    case TaskExecution_Phase.SUCCEEDED:
      return 'done'
    case TaskExecution_Phase.ABORTED:
      return 'aborted'
    case TaskExecution_Phase.FAILED:
    case TaskExecution_Phase.RETRYABLE_FAILED:
      return 'failed'
    case TaskExecution_Phase.RUNNING:
      return 'running'
    default:
      return 'idle'
  }
}

export function nodeOutcome(phase: NodeExecution_Phase): BarOutcome {
  switch (phase) {
    case NodeExecution_Phase.SUCCEEDED:
      return 'done'
    case NodeExecution_Phase.RECOVERED:
      return 'recovered'
    case NodeExecution_Phase.FAILED:
    case NodeExecution_Phase.FAILING:
      return 'failed'
    case NodeExecution_Phase.TIMED_OUT:
      return 'timed-out'
    case NodeExecution_Phase.ABORTED:
      return 'aborted'
    case NodeExecution_Phase.DYNAMIC_RUNNING:
      return 'dynamic'
    case NodeExecution_Phase.RUNNING:
      return 'running'
    default:
      return 'idle'
  }
}

/** The stretch of time that a timeline shows. Epoch milliseconds. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/** Where an instant lies in a span, from 0 to 1; outside of it, the nearer end. */
export function placeIn(span: TimeSpan, at: number): number {
  const length = span.to - span.from
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (at - span.from) / length))
}

const seconds = [1, 2, 5, 10, 15, 30]
const minutes = [1, 2, 5, 10, 15, 30].map((count) => count * 60)
const hours = [1, 2, 3, 6, 12].map((count) => count * 3600)
const days = [1, 2, 7, 14, 30, 90, 365].map((count) => count * 86_400)
const fractions = [1, 2, 5, 10, 20, 50, 100, 200, 500]
/** Milliseconds between ticks that people read easily. */
const tickSteps = [...fractions, ...[...seconds, ...minutes, ...hours, ...days].map((count) => count * 1000)]

/**
 * Round instants inside a span, at most `most` of them, and the milliseconds between them.
 * @param offset milliseconds that the shown time zone is ahead of UTC, so that days and hours begin where people say they do
 */
export function timeTicks(
  span: TimeSpan,
  most: number,
  offset = 0,
): { readonly step: number; readonly ticks: readonly number[] } {
  const length = span.to - span.from
  if (!(length > 0) || most < 1) return { step: 0, ticks: [] }
  const largest = tickSteps.at(-1) ?? 1
  const step = tickSteps.find((one) => length / one <= most) ?? largest * Math.ceil(length / (largest * most))
  const ticks: number[] = []
  for (
    let at = Math.ceil((span.from + offset) / step) * step - offset;
    at <= span.to && ticks.length < most;
    at += step
  )
    ticks.push(at)
  return { step, ticks }
}
