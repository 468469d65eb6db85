import { classNames } from './class-names'
import type { Tone } from './tone'
import styles from './progress.module.css'

export interface ProgressPart {
  readonly value: number
  readonly tone: Tone
}

export interface ProgressProps {
  readonly label: string
  /** Parts done, in order; the first is what went well. */
  readonly parts: readonly ProgressPart[]
  readonly total: number
  readonly thin?: boolean
}

export function Progress({ label, parts, total, thin = false }: ProgressProps) {
  const done = parts.reduce((sum, part) => sum + part.value, 0)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${total}`}
      className={classNames(styles.bar, thin && styles.thin)}
    >
      {parts.map((part, index) => (
        <span
          key={index}
          data-tone={part.tone}
          className={styles.part}
          style={{ width: total === 0 ? 0 : `${(part.value / total) * 100}%` }}
        />
      ))}
    </div>
  )
}
