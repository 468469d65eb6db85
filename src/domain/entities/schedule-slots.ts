import type { Execution } from '../execution'
import { pastFires, type Schedule } from './schedule'

/** A time at which a schedule was to start something, and what it started. */
export interface ScheduleSlot {
  /** Epoch milliseconds. */
  readonly at: number
  /** Undefined when nothing started. */
  readonly run: Execution | undefined
  /** Milliseconds from the slot to its run. */
  readonly late: number
}

/** A run begins with the second; only what is further behind was held up. */
const ON_TIME_MS = 60_000

export function isLate({ run, late }: ScheduleSlot): boolean {
  return run !== undefined && late > ON_TIME_MS
}

/**
 * The last slots of a schedule with the run that each started, oldest first. Nobody says since when a schedule has been in
 * force, so slots before the first run that is known are left out: nothing can be said of them.
 *
 * @param runs of the plan, in any order
 * @param now epoch milliseconds
 */
export function scheduleSlots(
  schedule: Schedule,
  runs: readonly Execution[],
  now: number,
  count: number,
): readonly ScheduleSlot[] {
  const byTime = new Map<number, Execution>()
  for (const run of runs)
    if (run.mode === 'scheduled' && run.scheduledAt !== undefined) byTime.set(secondOf(run.scheduledAt), run)
  const slots = pastFires(schedule, now, count).map((at): ScheduleSlot => {
    const run = byTime.get(secondOf(at))
    return { at, run, late: run?.createdAt === undefined ? 0 : Math.max(0, run.createdAt - at) }
  })
  const first = slots.findIndex(({ run }) => run !== undefined)
  return first < 0 ? [] : slots.slice(first)
}

function secondOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
