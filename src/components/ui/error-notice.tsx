import { CircleAlert, RotateCw, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { classNames } from './class-names'
import { Icon } from './icon'
import styles from './error-notice.module.css'

export interface ErrorNoticeProps {
  /** What could not be done, in plain words. */
  readonly title: string
  /** Why, and what to do. */
  readonly children?: ReactNode
  readonly onRetry?: (() => void) | undefined
  readonly retrying?: boolean
  /** More buttons, or "again in 18 s". */
  readonly actions?: ReactNode
  /** The error word for word, folded away, for a report. */
  readonly details?: string | undefined
  readonly icon?: LucideIcon
  readonly compact?: boolean
}

/** In the place of what could not be shown: what, why, what now. */
export function ErrorNotice({
  title,
  children,
  onRetry,
  retrying = false,
  actions,
  details,
  icon = CircleAlert,
  compact = false,
}: ErrorNoticeProps) {
  return (
    <div role="alert" className={classNames(styles.notice, compact && styles.compact)}>
      <Icon of={icon} className={styles.icon} />
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {children === undefined ? null : <div className={styles.body}>{children}</div>}
        <div className={styles.actions}>
          {onRetry === undefined ? null : (
            <Button size="sm" icon={RotateCw} loading={retrying} onClick={onRetry}>
              Try again
            </Button>
          )}
          {actions}
        </div>
        {details === undefined || details === '' ? null : (
          <details className={styles.details}>
            <summary>The error, word for word</summary>
            <pre>{details}</pre>
          </details>
        )}
      </div>
    </div>
  )
}
