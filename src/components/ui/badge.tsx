import type { ReactNode } from 'react'
import { classNames } from './class-names'
import type { Tone } from './tone'
import styles from './badge.module.css'

export interface BadgeProps {
  readonly tone: Tone
  /** A phase glyph or icon before the word. */
  readonly glyph?: ReactNode
  readonly size?: 'md' | 'lg'
  readonly children: ReactNode
}

/** A state in a header or a graph; tables show glyph and word without a box. */
export function Badge({ tone, glyph, size = 'md', children }: BadgeProps) {
  return (
    <span
      data-tone={tone}
      className={classNames(styles.badge, glyph !== undefined && styles.glyph, size === 'lg' && styles.lg)}
    >
      {glyph}
      {children}
    </span>
  )
}
