import { useQuery } from '@tanstack/react-query'
import { executionQuery } from '../../api/executions/execution-query'
import { toExecutionSpec } from '../../api/executions/execution-settings-mapper'
import { LaunchForm } from '../../components/launch/launch-form'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { Banner } from '../../components/ui/banner'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { type ExecutionOptions, executionOptions, NO_OPTIONS } from '../../domain/execution-request/execution-options'
import type { LaunchInterface } from '../../domain/execution-request/launch-interface'
import { firstState } from '../../domain/execution-request/launch-state'
import { ExecutionInputs } from './execution-inputs'
import type { LaunchQuery } from './launch-query'
import { useLinkTo } from './use-link-to'

export interface PrefilledFormProps {
  readonly query: LaunchQuery
  readonly target: EntityVersion & { readonly kind: 'launchPlan' | 'task' }
  readonly launchInterface: LaunchInterface
  /** What the launch plan sets for its runs. */
  readonly planOptions: ExecutionOptions
}

/** The form, filled in from an earlier execution if the URL names one. */
export function PrefilledForm(props: PrefilledFormProps) {
  const { query, target, launchInterface, planOptions } = props
  const scope = useScope()
  const linkTo = useLinkTo(query, launchInterface)
  if (query.from !== '') return <FormFromExecution {...props} />
  return (
    <LaunchForm
      target={target}
      planOptions={planOptions}
      source={undefined}
      linkTo={linkTo}
      setup={{
        place: { ...scope, kind: query.kind, name: query.name, from: '' },
        launchInterface,
        first: firstState(launchInterface, { literals: {}, texts: query.texts, options: NO_OPTIONS }),
        restores: Object.keys(query.texts).length === 0,
      }}
    />
  )
}

function FormFromExecution({ query, target, launchInterface, planOptions }: PrefilledFormProps) {
  const { transport } = useApi()
  const scope = useScope()
  const linkTo = useLinkTo(query, launchInterface)
  const key = { ...scope, name: query.from }
  // The form is about one moment of that execution: it must not change while somebody types.
  const execution = useQuery({ ...executionQuery(transport, key), refetchInterval: false, staleTime: Infinity })
  return (
    <QueryRegion
      query={execution}
      what={`the execution ${query.from}`}
      skeleton={<SkeletonRows rows={6} widths={[120, '60%']} />}
    >
      {(detail) => (
        <ExecutionInputs execution={key} expected={launchInterface.inputs.length > 0}>
          {(literals) => {
            const gone = Object.keys(literals).filter(
              (name) =>
                !launchInterface.inputs.some((input) => input.name === name) &&
                !launchInterface.fixed.some((input) => input.name === name),
            )
            const spec = toExecutionSpec(detail.settings)
            const options = executionOptions(spec, planOptions)
            return (
              <>
                {gone.length > 0 ? (
                  <Banner
                    tone="wait"
                    wide
                    title={`This version has no input ${gone.join(', ')}: what ${query.from} had there is left out.`}
                  />
                ) : null}
                <LaunchForm
                  target={target}
                  planOptions={planOptions}
                  source={{ id: key, spec }}
                  linkTo={linkTo}
                  setup={{
                    place: { ...scope, kind: query.kind, name: query.name, from: query.from },
                    launchInterface,
                    first: firstState(launchInterface, { literals, texts: query.texts, options }),
                    restores: Object.keys(query.texts).length === 0,
                  }}
                />
              </>
            )
          }}
        </ExecutionInputs>
      )}
    </QueryRegion>
  )
}
