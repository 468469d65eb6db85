/** Whether every word of `query` occurs in `text`, in any case; an empty query matches. */
export function matchesText(text: string, query: string): boolean {
  const lower = text.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}
