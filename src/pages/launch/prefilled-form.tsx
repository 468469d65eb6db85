import { useQuery } from '@tanstack/react-query'
import { executionDataQuery, executionQuery } from '../../api/executions/execution-query'
import { LaunchForm } from '../../components/launch/launch-form'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { Banner } from '../../components/ui/banner'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { firstDrafts, type LaunchInterface } from '../../domain/launch/launch-interface'
import { NO_OPTIONS, optionsOf } from '../../domain/launch/launch-options'
import type { LaunchQuery } from './launch-query'

export interface PrefilledFormProps {
  readonly query: LaunchQuery
  readonly target: EntityVersion & { readonly kind: 'launchPlan' | 'task' }
  readonly launchInterface: LaunchInterface
}

/** The form, filled in from an earlier execution if the URL names one. */
export function PrefilledForm({ query, target, launchInterface }: PrefilledFormProps) {
  if (query.from !== '') return <FormFromExecution query={query} target={target} launchInterface={launchInterface} />
  return (
    <LaunchForm
      target={target}
      launchInterface={launchInterface}
      firstDrafts={firstDrafts(launchInterface.inputs, { literals: {}, texts: query.texts })}
      firstOptions={NO_OPTIONS}
    />
  )
}

function FormFromExecution({ query, target, launchInterface }: PrefilledFormProps) {
  const { transport } = useApi()
  const scope = useScope()
  const key = { ...scope, name: query.from }
  // The form is about one moment of that execution: it must not change while somebody types.
  const execution = useQuery({ ...executionQuery(transport, key), refetchInterval: false, staleTime: Infinity })
  const data = useQuery(executionDataQuery(transport, key, false))
  const skeleton = <SkeletonRows rows={6} widths={[120, '60%']} />
  return (
    <QueryRegion query={execution} what={`the execution ${query.from}`} skeleton={skeleton}>
      {(detail) => (
        <QueryRegion query={data} what={`the inputs of ${query.from}`} skeleton={skeleton}>
          {({ inputs }) => {
            const literals = inputs?.literals ?? {}
            const gone = Object.keys(literals).filter(
              (name) =>
                !launchInterface.inputs.some((input) => input.name === name) &&
                !launchInterface.fixed.some((input) => input.name === name),
            )
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
                  launchInterface={launchInterface}
                  firstDrafts={firstDrafts(launchInterface.inputs, { literals, texts: query.texts })}
                  firstOptions={optionsOf(detail.settings, detail.execution.tags)}
                />
              </>
            )
          }}
        </QueryRegion>
      )}
    </QueryRegion>
  )
}
