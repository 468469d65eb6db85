import { WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { executedEntity, executionEnd, type Execution, isFailure } from './execution'
import { explainError } from './execution-failure'

/** How far back a project is looked at. */
export const trendRanges = {
  '24h': { milliseconds: 86_400_000, slices: 24, words: '24 h' },
  '7d': { milliseconds: 604_800_000, slices: 28, words: '7 d' },
  '30d': { milliseconds: 2_592_000_000, slices: 30, words: '30 d' },
} as const

export type TrendRange = keyof typeof trendRanges

/** A slice of time with the executions that began in it. Times in epoch milliseconds, durations in milliseconds. */
export interface TrendSlice {
  readonly from: number
  readonly to: number
  readonly total: number
  readonly failed: number
  /** Of those that succeeded; undefined when none has. */
  readonly median: number | undefined
  readonly p95: number | undefined
}

export interface ProjectTrend {
  readonly slices: readonly TrendSlice[]
  readonly from: number
  readonly to: number
  /** Executions that began between the two, as far as they were read. */
  readonly total: number
  readonly succeeded: number
  readonly failed: number
  /** Between 0 and 1, of those that succeeded or failed: what somebody aborted says nothing. */
  readonly successRate: number | undefined
  readonly median: number | undefined
  readonly p95: number | undefined
  /** Median time from being accepted to the start of work. */
  readonly wait: number | undefined
}

/** The value below which `share` of the others lie; undefined of nothing. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const lower = sorted[Math.floor(place)]
  const upper = sorted[Math.ceil(place)]
  if (lower === undefined || upper === undefined) return undefined
  return lower + (upper - lower) * (place - Math.floor(place))
}

function beganAt({ createdAt, startedAt }: Execution): number | undefined {
  return createdAt ?? startedAt
}

function succeededDurations(runs: readonly Execution[]): readonly number[] {
  return runs.flatMap(({ phase, duration }) => (phase === Phase.SUCCEEDED && duration !== undefined ? [duration] : []))
}

/** The shortest range that holds all of the runs; the longest when none does. */
export function fittingRange(runs: readonly Execution[], now: number): TrendRange {
  const oldest = runs.reduce((least, run) => Math.min(least, beganAt(run) ?? now), now)
  const age = now - oldest
  return age <= trendRanges['24h'].milliseconds ? '24h' : age <= trendRanges['7d'].milliseconds ? '7d' : '30d'
}

/** The runs that began within a range. */
export function runsWithin(runs: readonly Execution[], range: TrendRange, now: number): readonly Execution[] {
  const from = now - trendRanges[range].milliseconds
  return runs.filter((run) => {
    const at = beganAt(run)
    return at !== undefined && at >= from
  })
}

/** How the runs of a range went, on the whole and slice by slice. Says nothing of runs that were not read. */
export function projectTrend(runs: readonly Execution[], range: TrendRange, now: number): ProjectTrend {
  const { milliseconds, slices: count } = trendRanges[range]
  const from = now - milliseconds
  const length = milliseconds / count
  const within = runsWithin(runs, range, now)
  const groups = Array.from({ length: count }, (): Execution[] => [])
  for (const run of within) groups[sliceOf(beganAt(run) ?? now, from, length, count)]?.push(run)
  const succeeded = within.filter(({ phase }) => phase === Phase.SUCCEEDED).length
  const failed = within.filter(({ phase }) => isFailure(phase)).length
  const durations = succeededDurations(within)
  return {
    slices: groups.map((group, index) => {
      const own = succeededDurations(group)
      return {
        from: from + index * length,
        to: from + (index + 1) * length,
        total: group.length,
        failed: group.filter(({ phase }) => isFailure(phase)).length,
        median: quantile(own, 0.5),
        p95: quantile(own, 0.95),
      }
    }),
    from,
    to: now,
    total: within.length,
    succeeded,
    failed,
    successRate: succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed),
    median: quantile(durations, 0.5),
    p95: quantile(durations, 0.95),
    wait: quantile(
      within.flatMap(({ createdAt, startedAt }) =>
        createdAt !== undefined && startedAt !== undefined && startedAt >= createdAt ? [startedAt - createdAt] : [],
      ),
      0.5,
    ),
  }
}

function sliceOf(at: number, from: number, length: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor((at - from) / length)))
}

/** Executions that failed in the same way. */
export interface FailureCause {
  readonly key: string
  /** Flyte's error code, such as `USER:ValueError`. */
  readonly code: string
  readonly timedOut: boolean
  /** Full name of what ran. */
  readonly entity: string
  /** Versions of it in which it happened, latest first. */
  readonly versions: readonly string[]
  readonly count: number
  readonly latest: Execution
  readonly lastAt: number | undefined
  /** How often in each slice of the range. */
  readonly slices: readonly number[]
}

/** Numbers, ids and addresses differ from one run to the next; the rest of a message is what went wrong. */
function likeness(text: string): string {
  return text
    .replace(/\[[^\]]*\]/g, '')
    .replace(/[0-9a-f]{6,}|\d+/gi, '#')
    .slice(0, 60)
}

/**
 * Failed runs of a range, those of the same thing with the same code and like words together, the one that happened last first.
 *
 * @param runs latest first
 */
export function failureCauses(runs: readonly Execution[], range: TrendRange, now: number): readonly FailureCause[] {
  const { milliseconds, slices: count } = trendRanges[range]
  const causes = new Map<string, { runs: Execution[]; code: string; entity: string }>()
  for (const run of runsWithin(runs, range, now)) {
    if (!isFailure(run.phase)) continue
    const entity = executedEntity(run)?.name ?? ''
    const explained = run.error && explainError(run.error)
    const timedOut = run.phase === Phase.TIMED_OUT
    const code = timedOut ? 'Timed out' : (explained?.code ?? 'Failed')
    const words = explained ? explained.headline || explained.title : ''
    const key = [entity, code, likeness(words)].join('\n')
    const known = causes.get(key)
    if (known) known.runs.push(run)
    else causes.set(key, { runs: [run], code, entity })
  }
  return [...causes].flatMap(([key, { runs: same, code, entity }]) => {
    const [latest] = same
    if (!latest) return []
    const slices = Array.from({ length: count }, () => 0)
    for (const run of same) {
      const slice = sliceOf(beganAt(run) ?? now, now - milliseconds, milliseconds / count, count)
      slices[slice] = (slices[slice] ?? 0) + 1
    }
    return [
      {
        key,
        code,
        entity,
        timedOut: latest.phase === Phase.TIMED_OUT,
        versions: [...new Set(same.flatMap((run) => executedEntity(run)?.version ?? []))],
        count: same.length,
        latest,
        lastAt: executionEnd(latest) ?? beganAt(latest),
        slices,
      },
    ]
  })
}

/** How long a run of each thing usually takes: the median of its successful runs, in milliseconds, by its name. */
export function usualDurations(runs: readonly Execution[]): ReadonlyMap<string, number> {
  const byName = new Map<string, Execution[]>()
  for (const run of runs) {
    const name = executedEntity(run)?.name
    if (name === undefined) continue
    const known = byName.get(name)
    if (known) known.push(run)
    else byName.set(name, [run])
  }
  return new Map(
    [...byName].flatMap(([name, same]) => {
      const usual = quantile(succeededDurations(same), 0.5)
      return usual === undefined ? [] : [[name, usual] as const]
    }),
  )
}
