import { WorkflowExecution_Phase } from '../../api/gen/flyteidl/core/execution_pb'
import type { Execution } from '../execution'
import type { EntityReference } from '../execution-outline'
import type { EntityKind } from './entity-kind'

/** Recent runs, latest first, and whether there are older ones that were not read. */
export interface RecentRuns {
  readonly runs: readonly Execution[]
  readonly complete: boolean
}

/** The entity of a kind that an execution runs. The workflow that Flyte makes around a single task does not count. */
export function entityOfRun(run: Execution, kind: EntityKind): EntityReference | undefined {
  const { launched, workflow } = run
  if (kind === 'task') return launched?.type === 'task' ? launched : undefined
  if (launched?.type === 'task') return undefined
  return kind === 'workflow' ? workflow : launched
}

/** The runs of each entity of a kind, by its name, latest first. */
export function runsByName(runs: readonly Execution[], kind: EntityKind): ReadonlyMap<string, readonly Execution[]> {
  const byName = new Map<string, Execution[]>()
  for (const run of runs) {
    const name = entityOfRun(run, kind)?.name
    if (name === undefined) continue
    const known = byName.get(name)
    if (known === undefined) byName.set(name, [run])
    else known.push(run)
  }
  return byName
}

/** Median duration of those that succeeded, in milliseconds; undefined when none has. */
export function medianDuration(runs: readonly Execution[]): number | undefined {
  const durations = runs
    .flatMap((run) => (run.phase === WorkflowExecution_Phase.SUCCEEDED ? (run.duration ?? []) : []))
    .sort((a, b) => a - b)
  const middle = durations.length >> 1
  const upper = durations[middle]
  if (upper === undefined) return undefined
  return durations.length % 2 === 1 ? upper : ((durations[middle - 1] ?? upper) + upper) / 2
}
