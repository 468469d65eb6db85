import { WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { type Execution, hasExecutionEnded, isFailure } from './execution'

/** A slice of time and the executions that began in it. */
export interface ActivityBin {
  readonly from: number
  readonly to: number
  readonly total: number
  readonly failed: number
  readonly running: number
}

export interface Activity {
  readonly bins: readonly ActivityBin[]
  /** Epoch milliseconds of the earliest execution that is counted. */
  readonly from: number
  readonly to: number
  readonly counted: number
  readonly highest: number
}

/**
 * When the given executions began, in `count` equal slices up to now; undefined when there are fewer than two.
 * It says nothing of executions that are not given: the caller has to say what they are a part of.
 */
export function activityOf(executions: readonly Execution[], now: number, count: number): Activity | undefined {
  const dated = executions.flatMap((execution) => {
    const at = execution.startedAt ?? execution.createdAt
    return at === undefined ? [] : [{ execution, at }]
  })
  if (dated.length < 2) return undefined
  const from = dated.reduce((least, { at }) => Math.min(least, at), now)
  const to = dated.reduce((most, { at }) => Math.max(most, at), now)
  const length = Math.max(1, (to - from) / count)
  const bins = Array.from({ length: count }, (_, at) => ({
    from: from + at * length,
    to: from + (at + 1) * length,
    total: 0,
    failed: 0,
    running: 0,
  }))
  for (const { execution, at } of dated) {
    const bin = bins[Math.min(count - 1, Math.floor((at - from) / length))]
    if (bin === undefined) continue
    bin.total++
    if (isFailure(execution.phase)) bin.failed++
    else if (!hasExecutionEnded(execution.phase) && execution.phase !== Phase.UNDEFINED) bin.running++
  }
  return { bins, from, to, counted: dated.length, highest: bins.reduce((most, bin) => Math.max(most, bin.total), 0) }
}
