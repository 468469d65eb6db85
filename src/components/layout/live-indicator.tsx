import { RotateCw } from 'lucide-react'
import { formatElapsed, formatRelative } from '../../domain/times'
import { useLocalNow } from '../time/use-now'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { StatusDot } from '../ui/status-dot'
import styles from './live-indicator.module.css'

export interface LiveIndicatorProps {
  /** When what is shown was read; 0 when it was not yet. Epoch milliseconds. */
  readonly readAt: number
  /** Whether it is read again by itself. */
  readonly live: boolean
  readonly failing: boolean
  readonly refreshing: boolean
  readonly onRefresh: () => void
  /** Said instead of the age when nothing can change any more. */
  readonly endedText?: string
}

/** How old what is on the screen is, and the way to read it again. */
export function LiveIndicator({ readAt, live, failing, refreshing, onRefresh, endedText }: LiveIndicatorProps) {
  const now = useLocalNow()
  const age = now - readAt < 2_000 ? 'just now' : formatRelative(readAt, now, 'local')
  const text = failing
    ? `not updated for ${formatElapsed(now - readAt)}`
    : readAt === 0
      ? ''
      : (endedText ?? `updated ${age}`)
  return (
    <div className={styles.indicator}>
      {endedText !== undefined && !failing ? null : <StatusDot tone={failing ? 'wait' : live ? 'ok' : 'idle'} />}
      <span
        className={classNames(styles.text, 'small dim num')}
        data-quiet={failing || endedText !== undefined ? undefined : ''}
      >
        {text}
      </span>
      <IconButton
        label="Read again"
        icon={RotateCw}
        size="sm"
        loading={refreshing && readAt === 0}
        onClick={onRefresh}
      />
    </div>
  )
}
