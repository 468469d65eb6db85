import { create } from '@bufbuild/protobuf'
import { useMemo } from 'react'
import { TypedInterfaceSchema, type Variable } from '../../api/gen/flyteidl/core/interface_pb'
import type { LaunchPlanVersion } from '../../domain/entities/versions'
import { useQuery } from '@tanstack/react-query'
import { workflowQuery } from '../../api/workflows/workflow-queries'
import { useApi } from '../layout/api-context'
import { InterfaceTable } from './interface-table'
import { Section } from './section'

export interface PlanInterfaceProps {
  readonly plan: LaunchPlanVersion
}

/** Inputs of a launch plan: which are fixed, which have a default, which must be given. The workflow knows the types of all. */
export function PlanInterface({ plan }: PlanInterfaceProps) {
  const { transport } = useApi()
  const { workflow: id, expectedInputs, spec } = plan
  const workflow = useQuery({
    ...workflowQuery(transport, id ?? { project: '', domain: '', name: '', version: '' }),
    enabled: id !== undefined,
  })
  const known = workflow.data?.interface
  // Without the workflow there are still the inputs that can be given.
  const own = useMemo(() => {
    const variables: Record<string, Variable> = {}
    for (const [name, parameter] of Object.entries(expectedInputs?.parameters ?? {}))
      if (parameter.var) variables[name] = parameter.var
    return create(TypedInterfaceSchema, { inputs: { variables } })
  }, [expectedInputs])
  const fixed = Object.keys(spec?.fixedInputs?.literals ?? {}).length
  return (
    <Section title="Inputs and outputs" note={fixed === 0 ? undefined : `${fixed} fixed`}>
      <InterfaceTable of={known ?? own} parameters={expectedInputs} fixed={spec?.fixedInputs} />
    </Section>
  )
}
