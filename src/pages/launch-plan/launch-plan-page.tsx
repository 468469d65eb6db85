import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  activeLaunchPlanQuery,
  latestLaunchPlanQuery,
  launchPlanVersionsQuery,
} from '../../api/launch-plans/launch-plan-queries'
import columns from '../../components/entities/columns.module.css'
import { EntityPage } from '../../components/entities/entity-page'
import { PlanActivation } from '../../components/entities/plan-activation'
import { PlanFacts } from '../../components/entities/plan-facts'
import { PlanInterface } from '../../components/entities/plan-interface'
import { RunsSection } from '../../components/entities/runs-section'
import { ScheduleSection } from '../../components/entities/schedule-section'
import { Section } from '../../components/entities/section'
import { useVersionSearch, VersionList } from '../../components/entities/version-list'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { Banner } from '../../components/ui/banner'
import { Link } from '../../components/ui/link'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { paths } from '../../config/paths'
import type { EntityName } from '../../domain/entities/entity-kind'

export default function LaunchPlanPage() {
  const of = { ...useScope(), name: useRouteParam('name') }
  return (
    <EntityPage kind="launchPlan" of={of} overview={() => <Overview of={of} />} versions={() => <Versions of={of} />} />
  )
}

/** The active version, as that is what starts; without one, the latest. */
function Overview({ of }: { readonly of: EntityName }) {
  const { transport } = useApi()
  const active = useQuery(activeLaunchPlanQuery(transport, of))
  const latest = useQuery({ ...latestLaunchPlanQuery(transport, of), enabled: active.data === null })
  return (
    <QueryRegion
      query={active.data === null ? latest : active}
      what="the launch plan"
      skeleton={<SkeletonRows rows={8} />}
    >
      {(plan) =>
        plan === null ? null : (
          <div className={columns.stack}>
            <Banner
              tone={plan.active ? 'accent' : 'idle'}
              title={
                <>
                  {plan.active ? 'Active: version ' : 'No version is active. The latest is '}
                  <Link href={paths.launchPlanVersion(of, of.name, plan.id.version)} className="mono break">
                    {plan.id.version}
                  </Link>
                </>
              }
              actions={<PlanActivation plan={plan} />}
            />
            <div className={columns.columns}>
              <div className={columns.stack}>
                <PlanInterface plan={plan} />
                <RunsSection kind="launchPlan" of={of} />
              </div>
              <div className={columns.stack}>
                <ScheduleSection schedule={plan.schedule} active={plan.active} />
                <Section title="What it sets">
                  <PlanFacts plan={plan} />
                </Section>
              </div>
            </div>
          </div>
        )
      }
    </QueryRegion>
  )
}

function Versions({ of }: { readonly of: EntityName }) {
  const { transport } = useApi()
  const query = useInfiniteQuery(launchPlanVersionsQuery(transport, of, useVersionSearch()))
  return <VersionList kind="launchPlan" of={of} query={query} />
}
