import type { ReactNode } from 'react'
import { useNow } from '../time/use-now'

export interface TreeClockProps {
  /** Whether anything goes on; what has ended is drawn once. */
  readonly live: boolean
  readonly children: (now: number) => ReactNode
}

/** Draws its content again each second while something goes on. */
export function TreeClock({ live, children }: TreeClockProps) {
  return live ? <Ticking>{children}</Ticking> : children(0)
}

function Ticking({ children }: Pick<TreeClockProps, 'children'>) {
  return children(useNow())
}
