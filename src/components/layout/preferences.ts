import { useSyncExternalStore } from 'react'
import type { TimeZoneChoice } from '../../domain/times'
import type { Scope } from '../../config/paths'

/** What a person has chosen for this browser. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly timeZone: TimeZoneChoice
  readonly density: 'compact' | 'comfortable'
  /** Whether single letters are shortcuts (WCAG 2.1.4). */
  readonly letterKeys: boolean
  /** Where they were last. */
  readonly lastScope: Scope | undefined
}

const STORAGE_KEY = 'contrail.preferences'

const DEFAULTS: Preferences = {
  theme: 'system',
  timeZone: 'local',
  density: 'compact',
  letterKeys: true,
  lastScope: undefined,
}

function pick<Value extends string>(value: unknown, allowed: readonly Value[], fallback: Value): Value {
  return allowed.find((one) => one === value) ?? fallback
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Reads what was stored; whatever is not understood takes its default. */
export function parsePreferences(text: string | null): Preferences {
  let stored: unknown
  try {
    stored = JSON.parse(text ?? '')
  } catch {
    return DEFAULTS
  }
  if (!isRecord(stored)) return DEFAULTS
  const scope = isRecord(stored['lastScope']) ? stored['lastScope'] : undefined
  return {
    theme: pick(stored['theme'], ['system', 'light', 'dark'], DEFAULTS.theme),
    timeZone: pick(stored['timeZone'], ['local', 'utc'], DEFAULTS.timeZone),
    density: pick(stored['density'], ['compact', 'comfortable'], DEFAULTS.density),
    letterKeys: stored['letterKeys'] !== false,
    lastScope:
      typeof scope?.['project'] === 'string' && typeof scope['domain'] === 'string'
        ? { project: scope['project'], domain: scope['domain'] }
        : undefined,
  }
}

function readStorage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    // Storage is switched off: choices last as long as the page.
    return null
  }
}

let current = parsePreferences(readStorage())
const listeners = new Set<() => void>()
const systemDark = matchMedia('(prefers-color-scheme: dark)')

/** Puts the choices where the styles look for them. Called before the first render, so that nothing flashes. */
export function applyPreferences(): void {
  const root = document.documentElement
  root.dataset['theme'] = current.theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : current.theme
  root.dataset['density'] = current.density
  root.dataset['letterKeys'] = current.letterKeys ? 'on' : 'off'
}

systemDark.addEventListener('change', applyPreferences)
// Another tab has changed them.
window.addEventListener('storage', (event) => {
  if (event.key !== STORAGE_KEY) return
  current = parsePreferences(event.newValue)
  applyPreferences()
  for (const listener of listeners) listener()
})

/** The choices now, outside of rendering. */
export function readPreferences(): Preferences {
  return current
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current))
  } catch {
    // As above.
  }
  applyPreferences()
  for (const listener of listeners) listener()
}

/** The choices, and the render again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
