import type { Tone } from './tone'
import styles from './count.module.css'

export interface CountProps {
  readonly value: number | string
  /** Only when the number asks for something. */
  readonly tone?: Tone
}

/** How many, beside the name of what is counted. */
export function Count({ value, tone }: CountProps) {
  return (
    <span className={styles.count} data-tone={tone}>
      {typeof value === 'number' ? value.toLocaleString('en-US') : value}
    </span>
  )
}
