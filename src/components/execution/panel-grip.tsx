import { useRef } from 'react'
import type { PanelSize } from './panel-size'
import styles from './node-panel.module.css'

const STEP = 24

/** The edge by which a panel is made wider or narrower: dragged, or with the arrow keys. */
export function PanelGrip({ size }: { readonly size: PanelSize }) {
  const start = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined)
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-valuemin={size.least}
      aria-valuemax={size.most}
      aria-valuenow={size.width}
      tabIndex={0}
      className={styles.grip}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: size.width }
      }}
      onPointerMove={(event) => {
        if (start.current) size.onResize(start.current.width + start.current.x - event.clientX)
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
      onKeyDown={(event) => {
        const steps: Partial<Record<string, number>> = { ArrowLeft: STEP, ArrowRight: -STEP }
        const step = steps[event.key]
        if (step === undefined) return
        event.preventDefault()
        size.onResize(size.width + step)
      }}
    />
  )
}
