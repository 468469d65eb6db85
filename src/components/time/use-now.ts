import { useSyncExternalStore } from 'react'

const TICK_MS = 1_000
/** What is worded in minutes and hours need not be worded anew each second. */
const COARSE_MS = 5_000

/** Milliseconds by which this computer's clock is behind the server's. */
let readOffset: () => number = () => 0

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  // A page that nobody sees stands still.
  if (document.hidden) return
  now = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) now = Date.now()
  listeners.add(listener)
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

document.addEventListener('visibilitychange', tick)

/**
 * Makes all clocks of the page go by the server's: its times are compared with these.
 *
 * @param offset milliseconds by which this computer's clock is behind
 */
export function followClock(offset: () => number): void {
  readOffset = offset
}

/** The server's time, once a second, the same for everything on the page. Epoch milliseconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now + readOffset())
}

/** The same for what says "4m ago" and should not render each second. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => {
    const at = now + readOffset()
    return at - (at % COARSE_MS)
  })
}

/** This computer's time, once a second: for how long ago the page itself did something. Epoch milliseconds. */
export function useLocalNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
