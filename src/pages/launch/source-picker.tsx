import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { executionListQuery } from '../../api/executions/execution-list-query'
import { useApi } from '../../components/layout/api-context'
import { useScope } from '../../components/layout/use-scope'
import { VersionCombobox } from '../../components/launch/version-combobox'
import type { LaunchKind } from '../../config/paths'
import type { ExecutionFilter } from '../../domain/execution-filters'
import { workflowPhaseLook } from '../../domain/phases'

export interface SourcePickerProps {
  readonly kind: LaunchKind
  readonly name: string
  /** Execution that fills the form in; "" for none. */
  readonly from: string
  readonly onPick: (from: string) => void
}

const FIELDS = { workflow: 'workflow', task: 'task', launchPlan: 'plan' } as const satisfies Record<LaunchKind, string>

/** An earlier run whose inputs and options fill the form in, in the head of the form; the server searches. */
export function SourcePicker({ kind, name, from, onPick }: SourcePickerProps) {
  const { transport } = useApi()
  const scope = useScope()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState(false)
  const wanted = search.trim()
  const filters: readonly ExecutionFilter[] = [
    { field: FIELDS[kind], operator: 'is', value: name },
    ...(wanted === '' ? [] : [{ field: 'name', operator: 'contains', value: wanted } as const]),
  ]
  const found = useInfiniteQuery({
    ...executionListQuery(transport, scope, filters, 'newest'),
    placeholderData: keepPreviousData,
    refetchInterval: false,
    enabled: open,
  })
  const executions = (found.data?.pages ?? []).flatMap((page) => page.executions)
  return (
    <VersionCombobox
      label="Filled from"
      what="execution"
      selected={from}
      text={from === '' ? 'nothing' : from}
      choices={[
        ...(wanted === '' ? [{ key: '', name: 'nothing', createdAt: undefined }] : []),
        ...executions.map(({ key, phase, createdAt, launched }) => ({
          key: key.name,
          name: key.name,
          more: `${workflowPhaseLook(phase).word.toLowerCase()}, ${launched?.version ?? ''}`,
          createdAt,
        })),
      ]}
      query={search}
      onQuery={setSearch}
      onOpen={() => setOpen(true)}
      onPick={onPick}
      onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
      loading={found.isFetching}
    />
  )
}
