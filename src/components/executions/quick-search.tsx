import { useEffect, useEffectEvent, useState } from 'react'
import {
  type ExecutionFilter,
  filterValueProblem,
  guessSearch,
  isTextFilter,
  withFilter,
  withoutFilter,
} from '../../domain/execution-filters'
import { SearchField } from '../ui/search-field'
import styles from './quick-search.module.css'

export interface QuickSearchProps {
  readonly filters: readonly ExecutionFilter[]
  readonly onFilters: (filters: readonly ExecutionFilter[]) => void
}

/** How long after the last key the search begins, in milliseconds. */
const pause = 250

/** Whether a filter is what the search field says, so that no chip has to. */
export function isSearchFilter(filter: ExecutionFilter): boolean {
  if (!isTextFilter(filter)) return false
  return (
    (filter.field === 'workflow' && filter.operator === 'contains') ||
    (filter.field === 'name' && filter.operator === 'is')
  )
}

/** Part of a workflow's name, or an execution id: the list follows while it is typed. */
export function QuickSearch({ filters, onFilters }: QuickSearchProps) {
  const [typed, setTyped] = useState<string | undefined>()
  const current = filters.filter(isSearchFilter)
  const shown = typed ?? (current[0] && isTextFilter(current[0]) ? current[0].value : '')
  const trimmed = typed?.trim()
  const problem = trimmed === undefined || trimmed === '' ? undefined : filterValueProblem(trimmed)

  const search = useEffectEvent((text: string) => {
    const others = current.reduce(withoutFilter, filters)
    onFilters(text === '' ? others : withFilter(others, guessSearch(text)))
    setTyped(undefined)
  })
  // Typing is faster than a server: the search waits for a pause.
  useEffect(() => {
    if (trimmed === undefined || problem !== undefined) return
    const timer = setTimeout(() => search(trimmed), pause)
    return () => clearTimeout(timer)
  }, [trimmed, problem])

  return (
    <span className={styles.search}>
      <SearchField
        label="Find by workflow or execution id"
        value={shown}
        shortcut="/"
        onChange={setTyped}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={problem === undefined ? undefined : 'quick-search-problem'}
      />
      {problem === undefined ? null : (
        <span id="quick-search-problem" role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </span>
  )
}
