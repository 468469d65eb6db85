/** Every interval and size that the page works with. Times in milliseconds. */

/** A list, or a page about something that is going on. */
export const LIVE_POLL_MS = 3_000
/** A list in which nothing goes on: new ones may still begin. */
export const IDLE_LIST_POLL_MS = 15_000
/** An execution while something in it is about to change. */
export const EXECUTION_POLL_MS = 1_500
/** Things that change when somebody registers something. */
export const REGISTRY_POLL_MS = 30_000
/** The same where an answer is large: what is counted over all versions. */
export const REGISTRY_TALLY_POLL_MS = 120_000
/** How often what has not ended is looked at whole, besides asking for changes. */
export const NODE_SWEEP_MS = 15_000
/** How far changes are asked for back beyond the last one known: events of one execution can arrive out of order. */
export const NODE_CHANGES_OVERLAP_MS = 2_000
/** A log that is being written: right after new lines, and after long silence. */
export const LOG_POLL_MS = { soonest: 700, latest: 5_000 } as const
/** A server that answers slowly is asked less: at most this share of the time. */
export const BUSIEST_SHARE = 0.25

/** A call that has not been answered by then has failed. */
export const CALL_TIMEOUT_MS = 30_000
/** First and longest pause before a server that went away is tried again. */
export const RECONNECT_MS = { first: 1_000, longest: 15_000 } as const

/** Rows asked for at a time. */
export const LIST_PAGE_SIZE = 100
/** Nodes asked for at a time: a tree needs all of them, and decoding so many takes a few milliseconds. */
export const NODE_PAGE_SIZE = 500
/** Names of entities: flyteadmin pages them before it filters, so all are asked for at once. */
export const NAME_PAGE_SIZE = 10_000

/** Waiting shorter than this shows nothing. */
export const SKELETON_DELAY_MS = 150

/**
 * How long to wait before the next poll, given how long the last one took.
 *
 * @param usual the interval of a server that answers at once
 */
export function pollInterval(usual: number, lastTookMs: number): number {
  return Math.max(usual, lastTookMs / BUSIEST_SHARE)
}
