import type { EntityName } from '../../domain/entities/entity-kind'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { paths } from '../../config/paths'
import { QueryRegion, type RegionQuery } from '../layout/query-region'
import { RelativeTime } from '../time/relative-time'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { SkeletonRows } from '../ui/skeleton-rows'
import { StatusDot } from '../ui/status-dot'
import { entityPath } from './entity-paths'
import { PlanActivation } from './plan-activation'
import { Section } from './section'
import { VersionLinks } from './version-links'
import styles from './plan-versions.module.css'

export interface PlanVersionsProps {
  readonly of: EntityName
  /** The first page of all versions, latest first. */
  readonly query: RegionQuery<{
    readonly pages: readonly { readonly versions: readonly LaunchPlanVersion[]; readonly token: string }[]
  }>
}

const SHOWN = 5

/** Versions of a launch plan: which one is in force, and the way to put another there. */
export function PlanVersions({ of, query }: PlanVersionsProps) {
  const first = query.data?.pages[0]
  const known = first?.versions ?? []
  const latest = known[0]
  // The active one is what matters, however old.
  const shown = known.filter(({ active }, index) => index < SHOWN || active)
  const path = entityPath('launchPlan', of, of.name)
  return (
    <Section
      title="Versions"
      note={
        known.length > shown.length ? `${shown.length} of ${known.length}${first?.token === '' ? '' : '+'}` : undefined
      }
      actions={<VersionLinks path={path} comparable={known.length > 1} />}
    >
      <QueryRegion query={query} what="the versions" skeleton={<SkeletonRows rows={3} />}>
        {() => (
          <>
            <ul className={styles.list}>
              {shown.map((plan) => (
                <li key={plan.id.version} className={styles.item}>
                  <StatusDot tone={plan.active ? 'ok' : 'idle'} label={plan.active ? 'Active' : 'Inactive'} />
                  <Link href={paths.launchPlanVersion(of, of.name, plan.id.version)} className={styles.version}>
                    <MiddleTruncate text={plan.id.version} mono />
                  </Link>
                  <span className={plan.active ? styles.active : 'small faint'}>
                    {[plan.active ? 'active' : '', plan === latest ? 'latest' : ''].filter(Boolean).join(', ')}
                  </span>
                  {plan.active ? null : <PlanActivation plan={plan} small />}
                  <span className={styles.age}>
                    <RelativeTime at={plan.createdAt} />
                  </span>
                </li>
              ))}
            </ul>
            <p className="small faint">Activating one deactivates the other, at once and with its schedule.</p>
          </>
        )}
      </QueryRegion>
    </Section>
  )
}
