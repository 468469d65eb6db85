import type { ReactNode } from 'react'
import { classNames } from './class-names'
import type { Tone } from './tone'
import styles from './phase-glyph.module.css'

const octagon = 'M5.2 1.6h5.6l3.6 3.6v5.6l-3.6 3.6H5.2l-3.6-3.6V5.2z'
const disc = <circle cx="8" cy="8" r="7" fill="currentColor" />
const ring = <circle className={styles.stroke} cx="8" cy="8" r="6.2" />
const line = (d: string) => <path className={styles.stroke} d={d} />
const cut = (d: string) => <path className={styles.cut} d={d} />

/** On a grid of 16. Outline: going on; filled: ended; dashed: not begun; octagon: failed. The shape says it without the colour. */
const glyphs = {
  'not-started': <circle className={styles.stroke} cx="8" cy="8" r="6.2" strokeDasharray="2.5 2.37" />,
  queued: (
    <>
      {ring}
      <circle cx="5.2" cy="8" r="1" fill="currentColor" />
      <circle cx="8" cy="8" r="1" fill="currentColor" />
      <circle cx="10.8" cy="8" r="1" fill="currentColor" />
    </>
  ),
  preparing: line('M3.6 1.9h8.8M3.6 14.1h8.8M4.8 1.9v2.3L8 8l3.2-3.8V1.9M4.8 14.1v-2.3L8 8l3.2 3.8v2.3'),
  running: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity=".28" />
      <path d="M8 2a6 6 0 0 1 6 6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  dynamic: (
    <>
      <circle cx="3.6" cy="8" r="2.1" fill="currentColor" />
      <circle className={styles.stroke} cx="12.6" cy="3.5" r="1.7" />
      <circle className={styles.stroke} cx="12.6" cy="12.5" r="1.7" />
      {line('M5.5 7.1l5.4-2.8M5.5 8.9l5.4 2.8')}
    </>
  ),
  paused: (
    <>
      {disc}
      {cut('M6.2 5.4v5.2M9.8 5.4v5.2')}
    </>
  ),
  sleeping: line('M13.6 9.6A6 6 0 1 1 6.6 2.3a4.8 4.8 0 0 0 7 7.3z'),
  succeeding: (
    <>
      <circle className={styles.stroke} cx="8" cy="8" r="6.2" strokeDasharray="29.4 9.6" transform="rotate(-60 8 8)" />
      {line('M5.4 8.2l1.8 1.8 3.5-3.7')}
    </>
  ),
  succeeded: (
    <>
      {disc}
      {cut('M5 8.2l2.1 2.1L11 6.1')}
    </>
  ),
  recovered: (
    <>
      {line('M2.2 8A5.8 5.8 0 1 0 4 3.8L2.2 5.4M2.2 2.2v3.2h3.2')}
      {line('M5.8 8.2l1.6 1.6 2.9-3')}
    </>
  ),
  cached: (
    <path
      d="M9 1.2L2.9 9h4.3l-.9 5.8L13.1 7H8.6z"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth=".8"
      strokeLinejoin="round"
    />
  ),
  failing: (
    <>
      {line(octagon)}
      {line('M6 6l4 4M10 6l-4 4')}
    </>
  ),
  failed: (
    <>
      <path d={octagon} fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      {cut('M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6')}
    </>
  ),
  retrying: (
    <>
      {line('M13.8 8A5.8 5.8 0 1 1 12 3.8l1.8 1.6M13.8 2.2v3.2h-3.2')}
      {line('M6.3 6.3l3.4 3.4M9.7 6.3L6.3 9.7')}
    </>
  ),
  'timed-out': (
    <>
      {line('M6.2.9h3.6')}
      <circle cx="8" cy="8.9" r="6.2" fill="currentColor" />
      {cut('M8 5.6v3.6l2.3 1.4')}
    </>
  ),
  aborting: (
    <>
      {ring}
      {line('M5.2 8h5.6')}
    </>
  ),
  aborted: (
    <>
      {disc}
      {cut('M4.9 8h6.2')}
    </>
  ),
  skipped: (
    <>
      {ring}
      {line('M3.7 12.3l8.6-8.6')}
    </>
  ),
  unknown: (
    <>
      {ring}
      {line('M6.3 6.4a1.75 1.75 0 1 1 2.5 1.6c-.6.3-.8.6-.8 1.2')}
      <circle cx="8" cy="11.3" r=".9" fill="currentColor" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type GlyphName = keyof typeof glyphs

export interface PhaseGlyphProps {
  readonly glyph: GlyphName
  readonly tone: Tone
  /** Pixels. */
  readonly size?: number
  /** The phase in words; leave out only when the word stands beside it. */
  readonly label?: string
}

export function PhaseGlyph({ glyph, tone, size = 14, label }: PhaseGlyphProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      data-tone={tone}
      className={classNames(styles.glyph, glyph === 'running' && styles.turning)}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, 'data-tooltip': label })}
    >
      {glyphs[glyph]}
    </svg>
  )
}
