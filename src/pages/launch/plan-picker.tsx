import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { launchPlansOfWorkflowQuery } from '../../api/launch-plans/launch-plan-queries'
import { useApi } from '../../components/layout/api-context'
import { VersionCombobox } from '../../components/launch/version-combobox'
import type { EntityVersion } from '../../domain/entities/entity-kind'

interface PlanName {
  readonly name: string
  readonly version: string
}

export interface PlanPickerProps {
  readonly workflow: EntityVersion
  readonly plan: PlanName
  readonly onPick: (plan: PlanName) => void
}

const keyOf = ({ name, version }: PlanName) => JSON.stringify([name, version])

/** The launch plan that a version of a workflow is launched through, in the head of the form. */
export function PlanPicker({ workflow, plan, onPick }: PlanPickerProps) {
  const { transport } = useApi()
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  // The default plan is called “default” here, which the server does not know.
  const asked = 'default'.startsWith(wanted.toLowerCase()) ? '' : wanted
  const found = useInfiniteQuery({
    ...launchPlansOfWorkflowQuery(transport, workflow, asked),
    placeholderData: keepPreviousData,
  })
  const nameOf = (name: string) => (name === workflow.name ? 'default' : name)
  const plans = (found.data?.pages ?? [])
    .flatMap((page) => page.plans)
    .filter(({ id }) => nameOf(id.name).toLowerCase().includes(wanted.toLowerCase()))
  return (
    <VersionCombobox
      label="Launch plan"
      what="launch plan"
      selected={keyOf(plan)}
      text={nameOf(plan.name)}
      choices={plans.map(({ id, active, createdAt }) => ({
        key: keyOf(id),
        name: nameOf(id.name),
        ...(id.version === workflow.version ? {} : { more: `version ${id.version}` }),
        mark: active ? 'active' : undefined,
        createdAt,
      }))}
      query={search}
      onQuery={setSearch}
      onPick={(key) => {
        const chosen = plans.find(({ id }) => keyOf(id) === key)
        if (chosen) onPick(chosen.id)
      }}
      onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
      loading={found.isFetching}
    />
  )
}
