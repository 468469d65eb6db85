import type { Attempt } from '../../domain/execution-attempt'
import { taskPhaseLook } from '../../domain/phases'
import { Link } from '../ui/link'
import { PhaseGlyph } from '../ui/phase-glyph'
import type { LinkTo } from './execution-view'
import styles from './node-panel.module.css'

export interface AttemptPickerProps {
  readonly attempts: readonly Attempt[]
  readonly chosen: Attempt | undefined
  readonly linkTo: LinkTo
}

/** Which of several attempts is looked at. Nothing when there is one. */
export function AttemptPicker({ attempts, chosen, linkTo }: AttemptPickerProps) {
  if (attempts.length < 2) return null
  return (
    <nav aria-label="Attempts" className={styles.picker}>
      <span className="faint small">Attempt</span>
      {attempts.map(({ attempt, phase }) => {
        const look = taskPhaseLook(phase)
        return (
          <Link
            key={attempt}
            look="bare"
            href={linkTo({ attempt: attempt + 1 })}
            aria-current={attempt === chosen?.attempt ? 'true' : undefined}
            className={styles.pick}
          >
            <PhaseGlyph glyph={look.glyph} tone={look.tone} size={12} label={look.word} />
            {attempt + 1}
          </Link>
        )
      })}
    </nav>
  )
}
