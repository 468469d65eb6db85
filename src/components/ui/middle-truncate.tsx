import { classNames } from './class-names'
import styles from './middle-truncate.module.css'

export interface MiddleTruncateProps {
  readonly text: string
  /** Characters that stay at the end. */
  readonly tail?: number
  readonly mono?: boolean
  readonly className?: string | undefined
}

/** An identifier on one line, cut in the middle where it does not fit: the browser cuts the head, the tail stays. Selecting copies the whole. */
export function MiddleTruncate({ text, tail = 8, mono = false, className }: MiddleTruncateProps) {
  const characters = Array.from(text)
  // A head of a letter or two is not worth a cut.
  const at = characters.length - tail > 2 ? characters.length - tail : 0
  const head = characters.slice(0, at).join('')
  return (
    <span data-cut="middle" className={classNames(styles.whole, mono && 'mono', className)}>
      {head === '' ? null : <span className={styles.head}>{head}</span>}
      <span className={head === '' ? 'cut' : styles.tail}>{characters.slice(at).join('')}</span>
    </span>
  )
}
