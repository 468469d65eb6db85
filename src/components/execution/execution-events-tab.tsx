import { useCallback, useMemo } from 'react'
import type { Execution } from '../../domain/execution'
import { executionEvents } from '../../domain/execution-events'
import type { TreeRow } from '../../domain/execution-tree'
import { formatClock, formatDuration, formatExact } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { PhaseLabel } from '../phase/phase-label'
import { Link } from '../ui/link'
import { useVirtualRows } from '../ui/use-virtual-rows'
import type { LinkTo } from './execution-view'
import styles from './execution-events-tab.module.css'

export interface ExecutionEventsTabProps {
  readonly execution: Execution
  readonly rows: readonly TreeRow[]
  readonly linkTo: LinkTo
}

/** Pixels. */
const ROW = 28

/** What happened, one after the other. */
export function ExecutionEventsTab({ execution, rows, linkTo }: ExecutionEventsTabProps) {
  const { timeZone } = usePreferences()
  const events = useMemo(() => executionEvents(execution, rows), [execution, rows])
  const keyOf = useCallback((at: number) => events[at]?.key ?? String(at), [events])
  const heightOf = useCallback(() => ROW, [])
  const { ref, items, totalHeight, before } = useVirtualRows({ count: events.length, keyOf, heightOf })
  const start = execution.startedAt ?? execution.createdAt ?? 0
  return (
    <div role="table" aria-label="Events" aria-rowcount={events.length} className={styles.events}>
      <p className={styles.note}>
        When the execution and the nodes of the unfolded levels were made, began and ended, as Flyte keeps it.
      </p>
      <div ref={ref} role="rowgroup" style={{ height: totalHeight }}>
        <div role="presentation" style={{ transform: `translateY(${before}px)` }}>
          {items.map(({ index, size }) => {
            const event = events[index]
            if (event === undefined) return null
            return (
              <div key={event.key} role="row" aria-rowindex={index + 1} className={styles.row} style={{ height: size }}>
                <span role="cell" className={styles.time}>
                  <time dateTime={new Date(event.at).toISOString()} data-tooltip={formatExact(event.at, timeZone)}>
                    {formatClock(event.at, timeZone, true)}
                  </time>
                </span>
                <span role="cell" className={styles.offset}>
                  {event.at < start ? '' : `+${formatDuration(event.at - start)}`}
                </span>
                <span role="cell">
                  <PhaseLabel look={event.look} />
                </span>
                <span role="cell" className={styles.what} data-cut="end">
                  {event.row === undefined ? (
                    <b className="medium">Execution</b>
                  ) : (
                    <Link href={linkTo({ tab: 'nodes', node: event.row })}>{event.name}</Link>
                  )}
                  <span className="faint small"> {event.detail}</span>
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
