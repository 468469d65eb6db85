import { type Execution, executionRunTime, hasExecutionEnded } from '../execution'
import type { EntityKind } from './entity-kind'
import { entityOfRun } from './entity-runs'

/** A run in the chart: the further right the later, the higher the longer. */
export interface ChartPoint {
  readonly run: Execution
  /** Milliseconds; of one that goes on, so far. */
  readonly duration: number
  readonly open: boolean
  /** Longer than the chart is high: drawn at its upper edge. */
  readonly beyond: boolean
}

/** Where another version took over: before the point at `index`. */
export interface ChartVersion {
  readonly index: number
  readonly version: string
}

export interface RunChart {
  /** Oldest first; runs that never started have no length and are left out. */
  readonly points: readonly ChartPoint[]
  readonly versions: readonly ChartVersion[]
  /** Durations that lines are drawn at, from 0 up; the last is at least the longest run, but for a few that are far longer. */
  readonly ticks: readonly number[]
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Distances between lines that read well as durations. */
const STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((step) => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((step) => step * MINUTE),
  ...[1, 2, 4, 6, 12].map((step) => step * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((step) => step * DAY),
]
const MOST_LINES = 4

/**
 * Lengths of runs over time, and where the version changed.
 *
 * @param runs latest first, as lists have them
 * @param now epoch milliseconds, for those that go on
 */
export function runChart(runs: readonly Execution[], kind: EntityKind, now: number): RunChart {
  const lasted = [...runs].reverse().flatMap((run) => {
    const duration = executionRunTime(run, now)
    return duration === undefined ? [] : [{ run, duration, open: !hasExecutionEnded(run.phase) }]
  })
  const ticks = durationTicks(chartHeight(lasted.map(({ duration }) => duration)))
  const top = ticks.at(-1) ?? 0
  const points = lasted.map((point): ChartPoint => ({ ...point, beyond: point.duration > top }))
  const versions: ChartVersion[] = []
  let current: string | undefined
  points.forEach(({ run }, index) => {
    const version = entityOfRun(run, kind)?.version
    if (version === undefined || version === current) return
    if (current !== undefined) versions.push({ index, version })
    current = version
  })
  return { points, versions, ticks }
}

/** Share of the runs that are in any case within the chart. */
const USUAL_SHARE = 0.9
/** What is so many times longer than the usual would press all others to the floor. */
const FAR_LONGER = 3

/** The longest, unless that is far longer than nine of ten are. */
function chartHeight(durations: readonly number[]): number {
  const sorted = [...durations].sort((a, b) => a - b)
  const longest = sorted.at(-1) ?? 0
  const usual = sorted[Math.ceil(sorted.length * USUAL_SHARE) - 1] ?? longest
  return longest > usual * FAR_LONGER ? usual : longest
}

/** Lines from 0 to at least `longest` milliseconds, at round distances. */
export function durationTicks(longest: number): readonly number[] {
  const step = STEPS.find((one) => longest / one <= MOST_LINES) ?? Math.ceil(longest / MOST_LINES / DAY) * DAY
  const count = Math.max(1, Math.ceil(longest / step))
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}
