import { type TrendRange, trendRanges } from '../../domain/project-trend'

/** The range that the URL asks for; undefined leaves the choice to the data. */
export function parseRange(query: URLSearchParams): TrendRange | undefined {
  const range = query.get('range')
  return range !== null && isRange(range) ? range : undefined
}

export function isRange(text: string): text is TrendRange {
  return text in trendRanges
}
