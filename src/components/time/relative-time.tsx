import { formatExact, formatRelative } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { useMinute } from './use-now'

export interface RelativeTimeProps {
  /** Epoch milliseconds. */
  readonly at: number | undefined
  /** What to show when there is none. */
  readonly missing?: string
}

/** How long ago; the exact time with its zone on hover. */
export function RelativeTime({ at, missing = '–' }: RelativeTimeProps) {
  const { timeZone } = usePreferences()
  const now = useMinute()
  if (at === undefined) return <span className="faint">{missing}</span>
  return (
    <time dateTime={new Date(at).toISOString()} data-tooltip={formatExact(at, timeZone)} className="num">
      {formatRelative(at, now, timeZone)}
    </time>
  )
}
