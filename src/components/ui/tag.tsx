import { X } from 'lucide-react'
import { Icon } from './icon'
import styles from './tag.module.css'

export interface TagProps {
  readonly children: string
  readonly onRemove?: () => void
}

/** A word somebody gave to a thing: a tag, a label, one of several chosen values. */
export function Tag({ children, onRemove }: TagProps) {
  return (
    <span className={styles.tag}>
      <span className={styles.text}>{children}</span>
      {onRemove ? (
        <button type="button" className={styles.remove} aria-label={`Remove ${children}`} onClick={onRemove}>
          <Icon of={X} size="xs" />
        </button>
      ) : null}
    </span>
  )
}
