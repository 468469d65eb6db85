import { useSyncExternalStore } from 'react'
import { type GoToTarget, parseGoTo } from '../../domain/go-to'

/** Something that was looked at in this browser. */
export interface Recent {
  readonly target: GoToTarget
  /** Below the base path. */
  readonly path: string
}

const STORAGE_KEY = 'contrail.recents'
const KEPT = 24

/** Reads what was stored; whatever is not understood is left out. A path says all there is to know. */
export function parseRecents(text: string | null): readonly Recent[] {
  let stored: unknown
  try {
    stored = JSON.parse(text ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(stored)) return []
  return stored.flatMap((path: unknown) => {
    const target = typeof path === 'string' ? parseGoTo(path, undefined) : undefined
    return target && typeof path === 'string' ? [{ target, path }] : []
  })
}

function read(): readonly Recent[] {
  try {
    return parseRecents(localStorage.getItem(STORAGE_KEY))
  } catch {
    // Storage is switched off: they last as long as the page.
    return []
  }
}

let recents = read()
const listeners = new Set<() => void>()

/** Takes note of a page that was opened, if it is about one thing. */
export function noteVisit(path: string): void {
  const target = parseGoTo(path, undefined)
  if (!target || recents[0]?.path === path) return
  recents = [{ target, path }, ...recents.filter((recent) => recent.path !== path)].slice(0, KEPT)
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(recents.map((recent) => recent.path)))
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

/** What was looked at, latest first. */
export function useRecents(): readonly Recent[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => recents,
  )
}
