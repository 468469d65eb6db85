import { useQuery } from '@tanstack/react-query'
import { runsOfEntityQuery } from '../../api/named-entities/recent-runs-query'
import { nextFires, rateInterval, type Schedule, scheduleText } from '../../domain/entities/schedule'
import { scheduleSlots } from '../../domain/entities/schedule-slots'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { formatClock, formatDate, formatDuration } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { usePreferences } from '../layout/preferences'
import { useMinute } from '../time/use-now'
import { SlotChart } from './slot-chart'
import styles from './schedule-panel.module.css'

export interface SchedulePanelProps {
  readonly plan: LaunchPlanVersion
}

const NEXT_SHOWN = 5
const SLOTS_SHOWN = 30

/** When a plan starts by itself: in words, the next times, and what its last times started. Nothing without a schedule. */
export function SchedulePanel({ plan: { schedule, active, id } }: SchedulePanelProps) {
  const now = useMinute()
  const { transport } = useApi()
  const minute = now - (now % 60_000)
  const { name, project, domain } = id
  const runs = useQuery({
    ...runsOfEntityQuery(transport, 'launchPlan', { project, domain, name }),
    enabled: schedule !== undefined,
  })
  if (schedule === undefined) return null
  const fires = nextFires(schedule, now, NEXT_SHOWN)
  const slots = scheduleSlots(schedule, runs.data?.runs ?? [], minute, SLOTS_SHOWN)
  return (
    <section aria-label="Schedule" className={styles.panel}>
      <div>
        <h2 className={styles.title}>Schedule</h2>
        <p className={styles.words}>{scheduleText(schedule)}</p>
        <ScheduleDetail schedule={schedule} next={fires[0]} />
        {active ? null : <p className={styles.inactive}>Not in force: this version is inactive.</p>}
      </div>
      {fires.length === 0 ? null : (
        <div>
          <h2 className={styles.title}>{active ? 'Next starts' : 'Would start'}</h2>
          <NextStarts fires={fires} now={now} />
        </div>
      )}
      {slots.length === 0 ? null : (
        <div className={styles.past}>
          <SlotChart slots={slots} />
        </div>
      )}
    </section>
  )
}

function ScheduleDetail({ schedule, next }: { readonly schedule: Schedule; readonly next: number | undefined }) {
  const { timeZone } = usePreferences()
  const interval = rateInterval(schedule)
  const here =
    next !== undefined && timeZone === 'local' ? `next at ${formatClock(next, 'local')} in your time zone` : undefined
  return (
    <>
      {here === undefined ? null : <p className="dim">{here}</p>}
      <p className="small faint">
        <span className="mono">
          {schedule.kind === 'cron' ? schedule.expression : `${schedule.value} ${schedule.unit}`}
        </span>
        {interval === undefined ? '' : `, every ${formatDuration(interval)} from when it was activated`}
        {schedule.kind === 'cron' && schedule.offset !== '' ? `, offset ${schedule.offset}` : ''}
        {schedule.kickoffInput === '' ? null : (
          <>
            , passes the time as <span className="mono">{schedule.kickoffInput}</span>
          </>
        )}
      </p>
    </>
  )
}

function NextStarts({ fires, now }: { readonly fires: readonly number[]; readonly now: number }) {
  const { timeZone } = usePreferences()
  return (
    <ol className={styles.fires}>
      {fires.map((at) => (
        <li key={at}>
          <time dateTime={new Date(at).toISOString()}>{formatDate(at, now, timeZone)}</time>
          <span className="num">{formatClock(at, timeZone)}</span>
          <span className="num faint">in {formatDuration(at - now)}</span>
        </li>
      ))}
    </ol>
  )
}
