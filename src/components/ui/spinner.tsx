import styles from './spinner.module.css'

export interface SpinnerProps {
  /** Pixels. */
  readonly size?: number
  /** Announced to screen readers; leave out when words beside it say the same. */
  readonly label?: string
}

export function Spinner({ size = 14, label }: SpinnerProps) {
  return (
    <span
      className={styles.spinner}
      style={{ width: size, height: size }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'status', 'aria-label': label })}
    />
  )
}
