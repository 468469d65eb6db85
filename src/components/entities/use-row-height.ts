import { useSyncExternalStore } from 'react'
import { usePreferences } from '../layout/preferences'

const ROW_HEIGHTS = { compact: 32, comfortable: 40 } as const
/** `--row-h` of a finger, and of a row that has its module on a second line. */
const TOUCH_HEIGHT = 44
const TWO_LINES_HEIGHT = 48

function watch(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

/** Pixels of a row, as `--row-h` in tokens.css has them; on phones a name takes two lines. */
export function useRowHeight(): number {
  const { density } = usePreferences()
  return useSyncExternalStore(watch, () => {
    if (matchMedia('(max-width: 599px)').matches) return TWO_LINES_HEIGHT
    return matchMedia('(pointer: coarse)').matches ? TOUCH_HEIGHT : ROW_HEIGHTS[density]
  })
}
