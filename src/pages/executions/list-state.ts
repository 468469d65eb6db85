import {
  type ExecutionFilter,
  executionSorts,
  type ExecutionSort,
  parseExecutionFilters,
  serialiseExecutionFilters,
} from '../../domain/execution-filters'

/** What the URL of the list says. */
export interface ListState {
  readonly filters: readonly ExecutionFilter[]
  readonly sort: ExecutionSort
}

/** Total: what is not understood is left out. */
export function parseListState(query: URLSearchParams): ListState {
  const sort = query.get('sort')
  return {
    filters: parseExecutionFilters(query),
    sort: executionSorts.find((one) => one === sort) ?? 'newest',
  }
}

/** The query that says so; defaults are left out. */
export function serialiseListState({ filters, sort }: ListState): URLSearchParams {
  const query = new URLSearchParams(serialiseExecutionFilters(filters).map(([name, value]) => [name, value]))
  if (sort !== 'newest') query.set('sort', sort)
  return query
}
