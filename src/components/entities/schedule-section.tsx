import { nextFires, rateInterval, type Schedule, scheduleText } from '../../domain/entities/schedule'
import { formatDuration, formatExact } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { RelativeTime } from '../time/relative-time'
import { useMinute } from '../time/use-now'
import { KeyValue } from '../ui/key-value'
import { Section } from './section'
import styles from './schedule-section.module.css'

export interface ScheduleSectionProps {
  readonly schedule: Schedule | undefined
  readonly active: boolean
}

const SHOWN = 5

/** A schedule in words, and when it starts next. Only an active version starts anything. */
export function ScheduleSection({ schedule, active }: ScheduleSectionProps) {
  const now = useMinute()
  const { timeZone } = usePreferences()
  if (schedule === undefined)
    return (
      <Section title="Schedule">
        <p className="faint">None: it runs when somebody launches it.</p>
      </Section>
    )
  const fires = nextFires(schedule, now, SHOWN)
  const interval = rateInterval(schedule)
  return (
    <Section title="Schedule" note={active ? 'in force' : 'not in force: this version is inactive'}>
      <p className={styles.words}>{scheduleText(schedule)}</p>
      <KeyValue
        entries={[
          {
            key: schedule.kind === 'cron' ? 'Expression' : 'Rate',
            value: (
              <span className="mono">
                {schedule.kind === 'cron' ? schedule.expression : `${schedule.value} ${schedule.unit}`}
              </span>
            ),
          },
          { key: 'Every', value: interval === undefined ? undefined : formatDuration(interval) },
          { key: 'Offset', value: schedule.kind === 'cron' && schedule.offset !== '' ? schedule.offset : undefined },
          {
            key: 'Start time goes to',
            value: schedule.kickoffInput === '' ? undefined : <span className="mono">{schedule.kickoffInput}</span>,
          },
        ]}
      />
      {fires.length === 0 ? null : (
        <>
          <h3 className={styles.next}>{active ? 'Next starts' : 'Would start'}</h3>
          <ol className={styles.fires}>
            {fires.map((at) => (
              <li key={at}>
                <span className="num">{formatExact(at, timeZone).replace(/\.000/, '')}</span>
                <span className="faint">
                  <RelativeTime at={at} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  )
}
