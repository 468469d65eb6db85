import { type Execution, executionEnd } from './execution'
import { nodeEnd } from './execution-node'
import type { TimeSpan } from './execution-timeline'
import type { TreeRow } from './execution-tree'

/** Room at the right of what goes on, as a share of the time so far, so that "now" does not lie on the edge. */
const ahead = 0.06
/** Milliseconds; what took less is drawn as if it had taken this. */
const shortest = 100

/** The earliest beginning and the latest end of an execution and its rows. Epoch milliseconds. */
export interface ExecutionTimes {
  readonly from: number
  /** Undefined while it goes on. */
  readonly to: number | undefined
}

/** Linear in the rows; undefined when nothing has begun. */
export function executionTimes(execution: Execution, rows: readonly TreeRow[]): ExecutionTimes | undefined {
  let from = execution.startedAt ?? execution.createdAt ?? Infinity
  const end = executionEnd(execution)
  let to = end ?? -Infinity
  for (const row of rows) {
    if (row.type !== 'node' || row.node === undefined) continue
    const { node } = row
    from = Math.min(from, node.createdAt ?? Infinity, node.startedAt ?? Infinity)
    to = Math.max(to, nodeEnd(node) ?? -Infinity)
  }
  if (from === Infinity) return undefined
  return { from, to: end === undefined ? undefined : to }
}

/** What the axis shows of them at `now`. */
export function shownSpan({ from, to }: ExecutionTimes, now: number): TimeSpan {
  const until = Math.max(to ?? now, from + shortest)
  return { from, to: to === undefined ? until + (until - from) * ahead : until }
}
