import { useQuery } from '@tanstack/react-query'
import { launchPlanQuery } from '../../api/launch-plans/launch-plan-queries'
import columns from '../../components/entities/columns.module.css'
import { PlanActivation } from '../../components/entities/plan-activation'
import { PlanFacts } from '../../components/entities/plan-facts'
import { PlanInterface } from '../../components/entities/plan-interface'
import { RunsSection } from '../../components/entities/runs-section'
import { SchedulePanel } from '../../components/entities/schedule-panel'
import { Section } from '../../components/entities/section'
import { VersionPage } from '../../components/entities/version-page'
import { useApi } from '../../components/layout/api-context'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { Badge } from '../../components/ui/badge'

export default function LaunchPlanVersionPage() {
  const { transport } = useApi()
  const id = { ...useScope(), name: useRouteParam('name'), version: useRouteParam('version') }
  const query = useQuery(launchPlanQuery(transport, id))
  return (
    <VersionPage
      kind="launchPlan"
      id={id}
      query={query}
      meta={({ active }) => <Badge tone={active ? 'ok' : 'idle'}>{active ? 'Active' : 'Inactive'}</Badge>}
      actions={(plan) => <PlanActivation plan={plan} />}
      overview={(plan) => (
        <div className={columns.stack}>
          <SchedulePanel plan={plan} />
          <div className={columns.columns}>
            <div className={columns.stack}>
              <PlanInterface plan={plan} />
              <RunsSection kind="launchPlan" of={id} />
            </div>
            <Section title="Runs with">
              <PlanFacts plan={plan} />
            </Section>
          </div>
        </div>
      )}
    />
  )
}
