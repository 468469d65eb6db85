import { useSyncExternalStore } from 'react'
import { usePreferences } from '../layout/preferences'

/** `--tree-row-h` of tokens.css; the bar stands below the name on narrow windows, and a map's items below that. */
const ROW = { compact: 28, comfortable: 34 } as const
const TOUCH_ROW = 40
const BAR_LINE = 20

function watch(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

/** Pixels of the first line of a tree's row, and of the whole row. */
export function useTreeHeights(): { readonly line: number; readonly row: number; readonly map: number } {
  const { density } = usePreferences()
  const line = useSyncExternalStore(watch, () => (matchMedia('(pointer: coarse)').matches ? TOUCH_ROW : ROW[density]))
  const narrow = useSyncExternalStore(watch, () => matchMedia('(max-width: 959px)').matches)
  const row = narrow ? line + BAR_LINE : line
  return { line, row, map: row + BAR_LINE }
}
