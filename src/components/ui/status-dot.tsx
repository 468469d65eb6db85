import { classNames } from './class-names'
import type { Tone } from './tone'
import styles from './status-dot.module.css'

export interface StatusDotProps {
  readonly tone: Tone
  /** A soft ring: this is being watched. */
  readonly halo?: boolean
  /** Only where no word beside it says the state. */
  readonly label?: string
}

export function StatusDot({ tone, halo = false, label }: StatusDotProps) {
  return (
    <span
      data-tone={tone}
      className={classNames(styles.dot, halo && styles.halo)}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  )
}
