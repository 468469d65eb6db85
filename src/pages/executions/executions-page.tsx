import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { executionListQuery, executionRows } from '../../api/executions/execution-list-query'
import { ActivityStrip } from '../../components/executions/activity-strip'
import { BulkBar } from '../../components/executions/bulk-bar'
import { ExecutionTable } from '../../components/executions/execution-table'
import { FilterBar } from '../../components/executions/filter-bar'
import { filterText } from '../../components/executions/filter-words'
import { LaunchButton } from '../../components/executions/launch-button'
import { ListEnd } from '../../components/executions/list-end'
import { NoExecutions } from '../../components/executions/no-executions'
import { useApi } from '../../components/layout/api-context'
import { LiveIndicator } from '../../components/layout/live-indicator'
import { PageFrame } from '../../components/layout/page-frame'
import { usePreferences } from '../../components/layout/preferences'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { Banner } from '../../components/ui/banner'
import { Count } from '../../components/ui/count'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { type ExecutionFilter, filterProblem } from '../../domain/execution-filters'
import { formatCount } from '../../domain/times'
import { type ListState, parseListState, serialiseListState } from './list-state'
import styles from './executions-page.module.css'

/** All executions of a project and domain: what runs, what failed and why, and what to do about several at once. */
export default function ExecutionsPage() {
  const scope = useScope()
  const { transport } = useApi()
  const [query, setQuery] = useSearchParams()
  const { filters, sort } = useMemo(() => parseListState(query), [query])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const list = useInfiniteQuery({
    ...executionListQuery(transport, scope, filters, sort),
    placeholderData: keepPreviousData,
  })
  const pages = list.data?.pages
  const { executions, more } = useMemo(() => executionRows(pages ?? []), [pages])
  const chosen = useMemo(() => executions.filter(({ key }) => selected.has(key.name)), [executions, selected])

  const change = (part: Partial<ListState>, replace = false) =>
    setQuery(serialiseListState({ filters, sort, ...part }), { replace })
  const setFilters = (next: readonly ExecutionFilter[], replace = false) => change({ filters: next }, replace)
  const loaded = `${formatCount(executions.length)}${more ? '+' : ''}`
  return (
    <PageFrame
      documentTitle={`Executions, ${scope.project} / ${scope.domain}`}
      title={
        <>
          Executions
          {pages === undefined || list.isPlaceholderData ? null : <Count value={loaded} />}
        </>
      }
      status={
        <LiveIndicator
          readAt={list.dataUpdatedAt}
          live
          failing={list.isError}
          refreshing={list.isFetching}
          onRefresh={() => void list.refetch()}
        />
      }
      actions={<LaunchButton scope={scope} />}
      bare
    >
      <FilterBar filters={filters} sort={sort} onFilters={setFilters} onSort={(next) => change({ sort: next })}>
        {pages === undefined || filters.length === 0 ? null : <span className="num">{loaded} match</span>}
      </FilterBar>
      <RefusedFilters filters={filters} />
      <QueryRegion
        query={list}
        what={`the executions of ${scope.project} / ${scope.domain}`}
        skeleton={<SkeletonRows rows={16} widths={[70, 150, '34%', 90]} />}
        empty={() =>
          executions.length === 0 ? <NoExecutions scope={scope} filters={filters} onFilters={setFilters} /> : undefined
        }
      >
        {() => (
          <div className={styles.list} aria-busy={list.isPlaceholderData}>
            <ActivityStrip executions={executions} more={more} />
            <ExecutionTable
              executions={executions}
              sort={sort}
              onSort={(next) => change({ sort: next })}
              selected={selected}
              onSelected={setSelected}
            />
            <ListEnd
              loaded={executions.length}
              more={more}
              loading={list.isFetchingNextPage}
              failed={list.isFetchNextPageError}
              onMore={() => void list.fetchNextPage()}
            />
          </div>
        )}
      </QueryRegion>
      <BulkBar selected={chosen} onClear={() => setSelected(new Set())} />
    </PageFrame>
  )
}

/** Filters of the URL that Flyte cannot answer: the list does without them, and says so. */
function RefusedFilters({ filters }: { readonly filters: readonly ExecutionFilter[] }) {
  const { timeZone } = usePreferences()
  return filters.map((filter) => {
    const problem = filterProblem(filter)
    if (problem === undefined) return null
    const { field, operator, value } = filterText(filter, timeZone)
    return (
      <Banner key={`${field} ${operator}`} tone="wait" wide title={`Not filtered: ${field} ${operator} ${value}`}>
        {problem}
      </Banner>
    )
  })
}
