/** What a list of entities is narrowed to, as the URL has it. */
export interface ListState {
  readonly search: string
  /** Show archived ones instead of the others. */
  readonly archived: boolean
  readonly sort: ListSort
}

export const listSorts = ['lastRun', 'name', 'median', 'registered'] as const
export type ListSort = (typeof listSorts)[number]

export function parseListState(query: URLSearchParams): ListState {
  return {
    search: query.get('q') ?? '',
    archived: query.get('archived') === 'only',
    sort: listSorts.find((sort) => sort === query.get('sort')) ?? 'lastRun',
  }
}

/** The query of a state, without what is as usual. */
export function serialiseListState({ search, archived, sort }: ListState): URLSearchParams {
  const query = new URLSearchParams()
  if (search !== '') query.set('q', search)
  if (archived) query.set('archived', 'only')
  if (sort !== 'lastRun') query.set('sort', sort)
  return query
}
