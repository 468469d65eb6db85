import { paths, type Scope } from '../../config/paths'
import { type ExecutionFilter, filterKey, withoutFilter } from '../../domain/execution-filters'
import { usePreferences } from '../layout/preferences'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'
import { filterText } from './filter-words'

export interface NoExecutionsProps {
  readonly scope: Scope
  readonly filters: readonly ExecutionFilter[]
  readonly onFilters: (filters: readonly ExecutionFilter[]) => void
}

/** Nothing yet and how to begin, or nothing that matches and what hides it. */
export function NoExecutions({ scope, filters, onFilters }: NoExecutionsProps) {
  const { timeZone } = usePreferences()
  if (filters.length === 0)
    return (
      <EmptyState
        title={`Nothing has run in ${scope.project} / ${scope.domain} yet`}
        actions={
          <>
            <ButtonLink href={paths.workflows(scope)}>Choose a workflow to launch</ButtonLink>
            <ButtonLink href={paths.register(scope)}>Register a package</ButtonLink>
          </>
        }
      >
        An execution is one run of a workflow or a task. Launch one here, or with <code>pyflyte run --remote</code> or{' '}
        <code>FlyteRemote.execute</code> against this endpoint.
      </EmptyState>
    )
  return (
    <EmptyState
      kind="no-match"
      title="No execution matches"
      actions={
        <>
          {filters.length > 1
            ? filters.map((filter) => {
                const { field, operator, value } = filterText(filter, timeZone)
                return (
                  <Button key={filterKey(filter)} onClick={() => onFilters(withoutFilter(filters, filter))}>
                    Without “{[field, operator, value].filter(Boolean).join(' ')}”
                  </Button>
                )
              })
            : null}
          <Button onClick={() => onFilters([])}>Show all</Button>
        </>
      }
    >
      {filters
        .map((filter) => {
          const { field, operator, value } = filterText(filter, timeZone)
          return [field, operator, value].filter(Boolean).join(' ')
        })
        .join(' · ')}
    </EmptyState>
  )
}
