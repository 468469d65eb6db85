import type { PhaseLook } from '../../domain/phases'
import { classNames } from '../ui/class-names'
import { PhaseGlyph } from '../ui/phase-glyph'
import styles from './phase-label.module.css'

export interface PhaseLabelProps {
  readonly look: PhaseLook
}

/** A phase in a row: its shape, and its word. Success is quiet; only trouble, waiting and work take colour. */
export function PhaseLabel({ look }: PhaseLabelProps) {
  const quiet = look.tone === 'ok' || look.tone === 'idle' || look.tone === 'cached' || look.tone === 'abort'
  return (
    <span data-tone={look.tone} className={classNames(styles.label, !quiet && styles.loud)}>
      <PhaseGlyph glyph={look.glyph} tone={look.tone} />
      {look.word}
    </span>
  )
}
