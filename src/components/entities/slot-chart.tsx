import { paths } from '../../config/paths'
import { isLate, type ScheduleSlot } from '../../domain/entities/schedule-slots'
import { executionRunTime } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import { formatDuration, formatExact } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { RelativeTime } from '../time/relative-time'
import { useMinute } from '../time/use-now'
import { Link } from '../ui/link'
import styles from './slot-chart.module.css'

export interface SlotChartProps {
  /** Oldest first, at least one. */
  readonly slots: readonly ScheduleSlot[]
}

/** What a schedule's last times started: the height is how long it took, a cap stands for late, a dashed frame for nothing. */
export function SlotChart({ slots }: SlotChartProps) {
  const now = useMinute()
  const { timeZone } = usePreferences()
  const lengths = slots.map(({ run }) => (run === undefined ? 0 : (executionRunTime(run, now) ?? 0)))
  const longest = Math.max(1, ...lengths)
  const missed = slots.filter(({ run }) => run === undefined)
  const late = slots.filter(isLate).length
  const summary = [
    `${slots.length - missed.length - late} on time`,
    late === 0 ? '' : `${late} late`,
    missed.length === 0 ? '' : `${missed.length} without a run`,
  ]
    .filter((part) => part !== '')
    .join(', ')
  const lastMissed = missed.at(-1)
  return (
    <>
      <div className={styles.head}>
        <h2>Last {slots.length === 1 ? 'time' : `${slots.length} times`}</h2>
        <span>{summary}</span>
      </div>
      <div className={styles.slots}>
        {slots.map((slot, index) => {
          const { at, run } = slot
          const when = formatExact(at, timeZone)
          if (run === undefined)
            return (
              <span key={at} className={styles.none} data-tooltip={`${when}\nno run`} role="img" aria-label="no run" />
            )
          const look = workflowPhaseLook(run.phase)
          const words = `${look.word}, ${formatDuration(lengths[index] ?? 0)}${isLate(slot) ? `, ${formatDuration(slot.late)} late` : ''}`
          return (
            <Link
              key={at}
              look="bare"
              tabIndex={-1}
              href={paths.execution(run.key, run.key.name)}
              aria-label={`${when}: ${words}`}
              data-tooltip={`${when}\n${words}`}
              data-tone={look.tone}
              data-late={isLate(slot) ? '' : undefined}
              className={styles.slot}
            >
              <i style={{ height: `${Math.max(8, ((lengths[index] ?? 0) / longest) * 100)}%` }} />
            </Link>
          )
        })}
      </div>
      <div className={styles.head}>
        <RelativeTime at={slots[0]?.at} />
        <RelativeTime at={slots.at(-1)?.at} />
      </div>
      {lastMissed === undefined ? null : (
        <p className={styles.note}>
          Nothing ran at {formatExact(lastMissed.at, timeZone).replace(/:\d\d\.\d{3}/, '')}. Either the schedule was
          off, or the scheduler was.
        </p>
      )}
    </>
  )
}
