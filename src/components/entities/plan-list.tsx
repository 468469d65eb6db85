import { Play } from 'lucide-react'
import { paths } from '../../config/paths'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { nextFires, scheduleText } from '../../domain/entities/schedule'
import { splitName } from '../../domain/execution'
import { RelativeTime } from '../time/relative-time'
import { useMinute } from '../time/use-now'
import { ButtonLink } from '../ui/button-link'
import { Link } from '../ui/link'
import { StatusDot } from '../ui/status-dot'
import styles from './plan-list.module.css'

export interface PlanListProps {
  /** One version of each plan. */
  readonly plans: readonly LaunchPlanVersion[]
  /** Links lead to the version rather than to the plan. */
  readonly exact?: boolean
}

/** Launch plans with their schedules in words and the way to run them. */
export function PlanList({ plans, exact = false }: PlanListProps) {
  return (
    <ul className={styles.list}>
      {plans.map((plan) => (
        <PlanItem key={`${plan.id.name}@${plan.id.version}`} plan={plan} exact={exact} />
      ))}
    </ul>
  )
}

function PlanItem({ plan, exact }: { readonly plan: LaunchPlanVersion; readonly exact: boolean }) {
  const { id, workflow, active, schedule } = plan
  const now = useMinute()
  const next = schedule && active ? nextFires(schedule, now, 1)[0] : undefined
  const { leaf } = splitName(id.name)
  const isDefault = id.name === workflow?.name
  return (
    <li className={styles.item}>
      <StatusDot tone={active ? 'ok' : 'idle'} label={active ? 'Active' : 'Inactive'} />
      <div className={styles.text}>
        <Link
          href={exact ? paths.launchPlanVersion(id, id.name, id.version) : paths.launchPlan(id, id.name)}
          className="medium cut"
        >
          {leaf}
        </Link>
        <span className="small faint">
          {isDefault ? 'Default, ' : ''}
          {schedule === undefined ? `${isDefault ? 'no' : 'No'} schedule` : scheduleText(schedule)}
          {schedule !== undefined && !active ? ', inactive' : ''}
          {next === undefined ? null : (
            <>
              {' · '}
              <RelativeTime at={next} />
            </>
          )}
        </span>
      </div>
      <ButtonLink
        size="sm"
        variant="ghost"
        icon={Play}
        aria-label={`Launch ${leaf}`}
        href={
          workflow
            ? paths.launch({
                kind: 'workflow',
                project: workflow.project,
                domain: workflow.domain,
                name: workflow.name,
                version: workflow.version,
                launchPlan: id.name,
                launchPlanVersion: id.version,
              })
            : paths.launch({ kind: 'launchPlan', ...id })
        }
      />
    </li>
  )
}
