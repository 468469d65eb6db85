import { WorkflowExecution_Phase } from '../../api/gen/flyteidl/core/execution_pb'
import type { EntityKind, EntityName } from './entity-kind'

/** As much of an execution as a strip of recent runs shows. Times are epoch milliseconds. */
export interface RunSummary {
  readonly name: string
  readonly phase: WorkflowExecution_Phase
  readonly createdAt: number
  /** Milliseconds; undefined until it has ended. */
  readonly duration: number | undefined
  /** What it runs, by kind: a task run by itself has no launch plan, and its workflow is made up by Flyte. */
  readonly of: Readonly<Partial<Record<EntityKind, EntityName & { readonly version: string }>>>
}

/** Recent runs, latest first, and whether there are older ones that were not read. */
export interface RecentRuns {
  readonly runs: readonly RunSummary[]
  readonly complete: boolean
}

/** The runs of each entity of a kind, by its name, latest first. */
export function runsByName(runs: readonly RunSummary[], kind: EntityKind): ReadonlyMap<string, readonly RunSummary[]> {
  const byName = new Map<string, RunSummary[]>()
  for (const run of runs) {
    const name = run.of[kind]?.name
    if (name === undefined) continue
    const known = byName.get(name)
    if (known === undefined) byName.set(name, [run])
    else known.push(run)
  }
  return byName
}

/** Median duration of those that succeeded, in milliseconds; undefined when none has. */
export function medianDuration(runs: readonly RunSummary[]): number | undefined {
  const durations = runs
    .flatMap((run) => (run.phase === WorkflowExecution_Phase.SUCCEEDED ? (run.duration ?? []) : []))
    .sort((a, b) => a - b)
  const middle = durations.length >> 1
  const upper = durations[middle]
  if (upper === undefined) return undefined
  return durations.length % 2 === 1 ? upper : ((durations[middle - 1] ?? upper) + upper) / 2
}
