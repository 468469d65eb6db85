import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { activeLaunchPlansQuery } from '../../api/launch-plans/launch-plan-queries'
import { RunStrip } from '../../components/entities/run-strip'
import { useApi } from '../../components/layout/api-context'
import { usePreferences } from '../../components/layout/preferences'
import { RelativeTime } from '../../components/time/relative-time'
import { useMinute } from '../../components/time/use-now'
import { ButtonLink } from '../../components/ui/button-link'
import { Link } from '../../components/ui/link'
import { SectionHeading } from '../../components/ui/section-heading'
import { paths, type Scope } from '../../config/paths'
import { entityOfRun } from '../../domain/entities/entity-runs'
import { nextFires, scheduleText } from '../../domain/entities/schedule'
import { type Execution, splitName } from '../../domain/execution'
import { formatClock } from '../../domain/times'
import home from './home-page.module.css'
import styles from './next-scheduled.module.css'

export interface NextScheduledProps {
  readonly scope: Scope
  readonly executions: readonly Execution[]
}

const SHOWN = 5
const AHEAD_MS = 86_400_000

/** What starts by itself within a day. Takes no room when nothing does. */
export default function NextScheduled({ scope, executions }: NextScheduledProps) {
  const id = useId()
  const { transport } = useApi()
  const { timeZone } = usePreferences()
  const now = useMinute()
  const plans = useQuery(activeLaunchPlansQuery(transport, scope))
  const next = (plans.data ?? [])
    .flatMap((plan) => {
      const at = plan.schedule && nextFires(plan.schedule, now, 1)[0]
      return at !== undefined && at - now <= AHEAD_MS ? [{ plan, at }] : []
    })
    .sort((a, b) => a.at - b.at)
  if (next.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionHeading
        id={id}
        title="Next on schedule"
        note={next.length > SHOWN ? `${SHOWN} of ${next.length} within 24 h` : 'within 24 h'}
        end={
          <ButtonLink size="sm" variant="ghost" href={paths.launchPlans(scope)}>
            Launch plans
          </ButtonLink>
        }
      />
      <ul className={home.rows}>
        {next.slice(0, SHOWN).map(({ plan, at }) => (
          <li key={plan.id.name} className={styles.row} data-tooltip={plan.schedule && scheduleText(plan.schedule)}>
            <span className="num">{formatClock(at, timeZone)}</span>
            <Link href={paths.launchPlan(scope, plan.id.name)} className="cut medium">
              {splitName(plan.id.name).leaf}
            </Link>
            <RunStrip
              slots={12}
              runs={executions.filter((run) => entityOfRun(run, 'launchPlan')?.name === plan.id.name)}
            />
            <span className={styles.in}>
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
