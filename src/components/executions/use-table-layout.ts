import { useSyncExternalStore } from 'react'

/** From wide to narrow; each leaves out what the one before shows last. */
export const tableLayouts = ['all', 'no tags', 'no plan', 'no starter', 'no version', 'two lines'] as const
export type TableLayout = (typeof tableLayouts)[number]

/** Widths of the window below which a layout begins, in pixels. */
const beginsBelow = {
  'no tags': 1360,
  'no plan': 1280,
  'no starter': 1140,
  'no version': 1040,
  'two lines': 960,
} as const satisfies Record<Exclude<TableLayout, 'all'>, number>

function watch(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

function layoutNow(): TableLayout {
  return (
    tableLayouts.findLast(
      (layout) => layout !== 'all' && matchMedia(`(max-width: ${beginsBelow[layout] - 1}px)`).matches,
    ) ?? 'all'
  )
}

/** Which columns the list of executions has room for. */
export function useTableLayout(): TableLayout {
  return useSyncExternalStore(watch, layoutNow)
}
