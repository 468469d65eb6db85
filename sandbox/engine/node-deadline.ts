import { TIMEOUT_EXPIRED, userError } from '../executors/verdict'
import { durationText } from '../executors/value-text'
import { nanosOfDuration } from '../services/event-times'
import { Cancellation, Cancelled } from './cancellation'
import type { NodeAtWork, NodeWork } from './completion'

/** Longest time a timer can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Work that is ended when the node has taken longer than its `metadata.timeout`, counted from when it began, also in an earlier process. Tasks
 * are left alone: each of their attempts has that time.
 *
 * Source: flytepropeller `nodes/executor.go`, which holds every kind of node to its execution deadline.
 */
export function withDeadline(node: NodeAtWork, work: NodeWork): NodeWork {
  const { place } = node
  const timeout = place.node.metadata?.timeout
  const { case: kind } = place.node.target
  if (!timeout || nanosOfDuration(timeout) <= 0n || kind === 'taskNode' || kind === 'arrayNode') return work
  return async (atWork) => {
    const { cp } = place.scope.run
    const until = (atWork.recorded()?.startedAt ?? cp.now()) + nanosOfDuration(timeout)
    const left = Math.min(Math.max(Number((until - cp.now()) / 1_000_000n), 0), LONGEST_TIMER)
    const message = `task execution timeout [${durationText(timeout)}] expired`
    const deadline = new Cancellation(place.cancellation)
    const timer = setTimeout(() => deadline.cancel(message), left)
    try {
      return await work({ ...atWork, place: { ...place, cancellation: deadline } })
    } catch (error) {
      if (!(error instanceof Cancelled) || place.cancellation.reason !== undefined) throw error
      return { kind: 'failed', error: userError(TIMEOUT_EXPIRED, message), timedOut: true }
    } finally {
      clearTimeout(timer)
      deadline.dispose()
    }
  }
}
