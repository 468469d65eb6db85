import { WorkflowExecution_Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { type Execution, hasExecutionEnded, isFailure } from '../execution'
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

/** Runs of one entity by the version that ran, latest first. */
export function runsByVersion(runs: readonly Execution[], kind: EntityKind): ReadonlyMap<string, readonly Execution[]> {
  const byVersion = new Map<string, Execution[]>()
  for (const run of runs) {
    const version = entityOfRun(run, kind)?.version ?? ''
    const known = byVersion.get(version)
    if (known === undefined) byVersion.set(version, [run])
    else known.push(run)
  }
  return byVersion
}

function successfulDurations(runs: readonly Execution[]): readonly number[] {
  return runs
    .flatMap((run) => (run.phase === WorkflowExecution_Phase.SUCCEEDED ? (run.duration ?? []) : []))
    .sort((a, b) => a - b)
}

/** Median duration of those that succeeded, in milliseconds; undefined when none has. */
export function medianDuration(runs: readonly Execution[]): number | undefined {
  const durations = successfulDurations(runs)
  const middle = durations.length >> 1
  const upper = durations[middle]
  if (upper === undefined) return undefined
  return durations.length % 2 === 1 ? upper : ((durations[middle - 1] ?? upper) + upper) / 2
}

/** The duration that 95 of 100 successful runs do not exceed, in milliseconds; undefined when fewer than `LEAST_FOR_P95` succeeded. */
export function slowDuration(runs: readonly Execution[]): number | undefined {
  const durations = successfulDurations(runs)
  return durations.length < LEAST_FOR_P95 ? undefined : durations[Math.ceil(durations.length * 0.95) - 1]
}

/** Of fewer runs, the slowest few say nothing about the next. */
const LEAST_FOR_P95 = 10

/** How runs ended. */
export interface RunOutcomes {
  readonly succeeded: number
  /** Failed or timed out. */
  readonly failed: number
  /** Ended by somebody: that says nothing about success. */
  readonly aborted: number
  readonly open: number
}

/** Counts runs by how they ended. */
export function countOutcomes(runs: readonly Execution[]): RunOutcomes {
  const counts = { succeeded: 0, failed: 0, aborted: 0, open: 0 }
  for (const { phase } of runs) {
    if (!hasExecutionEnded(phase)) counts.open++
    else if (phase === WorkflowExecution_Phase.SUCCEEDED) counts.succeeded++
    else if (isFailure(phase)) counts.failed++
    else counts.aborted++
  }
  return counts
}
