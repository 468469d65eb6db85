import { useQuery } from '@tanstack/react-query'
import { launchPlanQuery } from '../../api/launch-plans/launch-plan-queries'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { launchPlanOptions } from '../../domain/execution-request/execution-options'
import { launchPlanInterface } from '../../domain/execution-request/launch-interface'
import type { LaunchQuery } from './launch-query'
import { PrefilledForm } from './prefilled-form'

interface LaunchPlanFormProps {
  readonly query: LaunchQuery
  readonly id: EntityVersion
}

/** The form of one version of a launch plan. */
export function LaunchPlanForm({ query, id }: LaunchPlanFormProps) {
  const { transport } = useApi()
  const plan = useQuery(launchPlanQuery(transport, id))
  return (
    <QueryRegion
      query={plan}
      what={`the launch plan ${id.name}, version ${id.version}`}
      skeleton={<SkeletonRows rows={6} widths={[120, '60%']} />}
    >
      {(data) => <FormOfPlan key={JSON.stringify(id)} query={query} id={id} plan={data} />}
    </QueryRegion>
  )
}

/**
 * The default launch plan of the same workflow has the types of inputs that this one has fixed, which it does not tell itself, and says
 * which values are its own. Without that plan the form works all the same.
 */
function FormOfPlan({ query, id, plan }: LaunchPlanFormProps & { readonly plan: LaunchPlanVersion }) {
  const { transport } = useApi()
  const { workflow } = plan
  const isDefault = workflow === undefined || (workflow.name === id.name && workflow.version === id.version)
  const defaults = useQuery({ ...launchPlanQuery(transport, workflow ?? id), enabled: !isDefault })
  if (!isDefault && defaults.isPending) return <SkeletonRows rows={6} widths={[120, '60%']} />
  const parameters = isDefault ? undefined : defaults.data?.expectedInputs
  const variables = Object.fromEntries(
    Object.entries(parameters?.parameters ?? {}).flatMap(([name, { var: variable }]) =>
      variable ? [[name, variable]] : [],
    ),
  )
  return (
    <PrefilledForm
      query={query}
      target={{ ...id, kind: 'launchPlan' }}
      planOptions={launchPlanOptions(plan.spec)}
      launchInterface={launchPlanInterface({
        expected: plan.expectedInputs,
        fixed: plan.spec?.fixedInputs,
        variables: { $typeName: 'flyteidl.core.VariableMap', variables },
        workflowDefaults: parameters,
      })}
    />
  )
}
