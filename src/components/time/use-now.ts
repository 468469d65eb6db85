import { useSyncExternalStore } from 'react'

const TICK_MS = 1_000

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

/** The time, once a second, the same for everything on the page. Epoch milliseconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** The time, but only to the minute: for what says "4m ago" and should not render each second. */
export function useMinute(): number {
  const read = () => now - (now % 5_000)
  return useSyncExternalStore(subscribe, read)
}
