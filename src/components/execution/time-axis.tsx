import type { TimeSpan } from '../../domain/execution-timeline'
import { usePreferences } from '../layout/preferences'
import { axisTicks } from './axis-ticks'
import { percent } from './row-bars'
import styles from './node-tree.module.css'

export interface TimeAxisProps {
  readonly span: TimeSpan
  /** Pixels. */
  readonly width: number
}

/** The labels above the bars. */
export function TimeAxis({ span, width }: TimeAxisProps) {
  const { timeZone } = usePreferences()
  return axisTicks(span, width, timeZone).map(({ place, text }) => (
    <span
      key={place}
      className={styles.label}
      data-edge={place < 0.02 ? 'start' : place > 0.97 ? 'end' : undefined}
      style={{ insetInlineStart: percent(place) }}
    >
      {text}
    </span>
  ))
}

/** The lines behind the bars: the ticks, the first failure, and now. */
export function TimeMarks({
  span,
  width,
  failedAt,
  now,
}: TimeAxisProps & { readonly failedAt: number | undefined; readonly now: number | undefined }) {
  const { timeZone } = usePreferences()
  const length = span.to - span.from
  const line = (at: number | undefined, className: string | undefined) =>
    at === undefined || at < span.from || at > span.to ? null : (
      <i className={className} style={{ insetInlineStart: percent((at - span.from) / length) }} />
    )
  return (
    <div className={styles.marks} aria-hidden="true">
      {axisTicks(span, width, timeZone).map(({ place }) => (
        <i key={place} className={styles.tick} style={{ insetInlineStart: percent(place) }} />
      ))}
      {line(failedAt, styles.failure)}
      {line(now, styles.now)}
    </div>
  )
}
