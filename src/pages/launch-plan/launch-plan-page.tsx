import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  activeLaunchPlanQuery,
  latestLaunchPlanQuery,
  launchPlanVersionsQuery,
} from '../../api/launch-plans/launch-plan-queries'
import columns from '../../components/entities/columns.module.css'
import { CompareVersions } from '../../components/entities/compare-versions'
import { EntityPage } from '../../components/entities/entity-page'
import { PlanActivation } from '../../components/entities/plan-activation'
import { PlanFacts } from '../../components/entities/plan-facts'
import { PlanInterface } from '../../components/entities/plan-interface'
import { PlanVersions } from '../../components/entities/plan-versions'
import { RunTrend } from '../../components/entities/run-trend'
import { RunsSection } from '../../components/entities/runs-section'
import { SchedulePanel } from '../../components/entities/schedule-panel'
import { Section } from '../../components/entities/section'
import { useVersionSearch, VersionList } from '../../components/entities/version-list'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { Badge } from '../../components/ui/badge'
import { Link } from '../../components/ui/link'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { paths } from '../../config/paths'
import type { EntityName } from '../../domain/entities/entity-kind'
import type { LaunchPlanVersion } from '../../domain/entities/versions'

export default function LaunchPlanPage() {
  const of = { ...useScope(), name: useRouteParam('name') }
  const { transport } = useApi()
  const active = useQuery(activeLaunchPlanQuery(transport, of))
  return (
    <EntityPage
      kind="launchPlan"
      of={of}
      state={
        active.data === undefined ? null : active.data === null ? (
          <Badge tone="idle">Inactive</Badge>
        ) : (
          <Badge tone="ok">Active at {active.data.id.version}</Badge>
        )
      }
      actions={active.data ? <PlanActivation plan={active.data} /> : null}
      overview={() => <Overview of={of} />}
      versions={() => <Versions of={of} />}
      compare={() => <Compare of={of} />}
    />
  )
}

function useVersions(of: EntityName, search = '') {
  return useInfiniteQuery(launchPlanVersionsQuery(useApi().transport, of, search))
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
      {(plan) => (plan === null ? null : <Plan of={of} plan={plan} />)}
    </QueryRegion>
  )
}

function Plan({ of, plan }: { readonly of: EntityName; readonly plan: LaunchPlanVersion }) {
  const versions = useVersions(of)
  const which = (
    <Link href={paths.launchPlanVersion(of, of.name, plan.id.version)} className="mono break">
      {plan.id.version}
    </Link>
  )
  return (
    <div className={columns.stack}>
      <SchedulePanel plan={plan} />
      {plan.schedule === undefined ? <RunTrend kind="launchPlan" of={of} /> : null}
      <div className={columns.columns}>
        <div className={columns.stack}>
          <PlanInterface plan={plan} />
          <RunsSection kind="launchPlan" of={of} />
        </div>
        <div className={columns.stack}>
          <PlanVersions of={of} query={versions} />
          <Section
            title="Runs with"
            note={
              <>
                {plan.active ? 'active, ' : 'latest, '}
                {which}
              </>
            }
          >
            <PlanFacts plan={plan} />
          </Section>
        </div>
      </div>
    </div>
  )
}

function Versions({ of }: { readonly of: EntityName }) {
  return <VersionList kind="launchPlan" of={of} query={useVersions(of, useVersionSearch())} />
}

function Compare({ of }: { readonly of: EntityName }) {
  return <CompareVersions kind="launchPlan" of={of} query={useVersions(of)} />
}
