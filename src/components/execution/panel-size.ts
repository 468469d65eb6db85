import { useState } from 'react'

const STORAGE_KEY = 'contrail.node-panel'
const USUAL = 428
const LEAST = 320
/** Share of the window. */
const MOST = 0.7

function fitting(width: number): number {
  return Math.round(Math.max(LEAST, Math.min(width, window.innerWidth * MOST)))
}

function stored(): number {
  try {
    const width = Number(localStorage.getItem(STORAGE_KEY) ?? USUAL)
    return fitting(Number.isFinite(width) && width > 0 ? width : USUAL)
  } catch {
    // Storage is switched off: it lasts as long as the page.
    return USUAL
  }
}

export interface PanelSize {
  /** Pixels. */
  readonly width: number
  readonly least: number
  readonly most: number
  readonly onResize: (width: number) => void
  /** Whether it is as wide as it gets. */
  readonly isWide: boolean
  readonly onWide: (wide: boolean) => void
}

/** How wide the panel of a node is, as it was left. */
export function usePanelSize(): PanelSize {
  const [width, setWidth] = useState(stored)
  const [isWide, setWide] = useState(false)
  const most = Math.round(window.innerWidth * MOST)
  return {
    width: isWide ? most : width,
    least: LEAST,
    most,
    isWide,
    onWide: setWide,
    onResize: (wanted) => {
      const next = fitting(wanted)
      setWidth(next)
      setWide(false)
      try {
        localStorage.setItem(STORAGE_KEY, String(next))
      } catch {
        // As above.
      }
    },
  }
}
