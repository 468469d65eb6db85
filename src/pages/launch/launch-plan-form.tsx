import { useQuery } from '@tanstack/react-query'
import { launchPlanQuery } from '../../api/launch-plans/launch-plan-queries'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { launchPlanInterface } from '../../domain/launch/launch-interface'
import type { LaunchQuery } from './launch-query'
import { PrefilledForm } from './prefilled-form'

/** The form of one version of a launch plan. */
export function LaunchPlanForm({ query, id }: { readonly query: LaunchQuery; readonly id: EntityVersion }) {
  const { transport } = useApi()
  const plan = useQuery(launchPlanQuery(transport, id))
  return (
    <QueryRegion
      query={plan}
      what={`the launch plan ${id.name}, version ${id.version}`}
      skeleton={<SkeletonRows rows={6} widths={[120, '60%']} />}
    >
      {(data) => (
        <PrefilledForm
          key={JSON.stringify(id)}
          query={query}
          target={{ ...id, kind: 'launchPlan' }}
          launchInterface={launchPlanInterface(data.expectedInputs, data.spec?.fixedInputs)}
        />
      )}
    </QueryRegion>
  )
}
