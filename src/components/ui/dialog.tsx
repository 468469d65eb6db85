import { X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names'
import { IconButton } from './icon-button'
import { useModal } from './use-modal'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, the confirming one last. */
  readonly footer?: ReactNode
  readonly size?: 'md' | 'lg' | 'xl'
  readonly onClose: () => void
}

/** Modal while it is mounted: the page behind is inert, Escape and a press outside ask to close, the focus goes back where it was. */
export function Dialog({ title, description, children, footer, size = 'md', onClose }: DialogProps) {
  const modal = useModal(onClose)
  const id = useId()
  return (
    <dialog
      {...modal}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      className={classNames(styles.dialog, size !== 'md' && styles[size])}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`} className={styles.title}>
          {title}
        </h2>
        <IconButton label="Close" icon={X} size="sm" onClick={onClose} />
      </div>
      {description === undefined ? null : (
        <div id={`${id}-description`} className={styles.description}>
          {description}
        </div>
      )}
      {children === undefined ? null : <div className={styles.body}>{children}</div>}
      {footer === undefined ? <div className={styles.end} /> : <div className={styles.foot}>{footer}</div>}
    </dialog>
  )
}
