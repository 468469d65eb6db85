import { splitName } from '../execution'

/**
 * The names that hold every word of a query, best first: those whose leaf begins with it, then those whose leaf holds it, then the
 * rest; shorter before longer.
 */
export function findNames<Named extends { readonly name: string }>(
  all: readonly Named[],
  query: string,
  most: number,
): readonly Named[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  const rank = ({ name }: Named) => {
    const leaf = splitName(name).leaf.toLowerCase()
    return leaf.startsWith(first) ? 0 : leaf.includes(first) ? 1 : 2
  }
  return all
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .map((named) => ({ named, rank: rank(named) }))
    .sort((a, b) => a.rank - b.rank || a.named.name.length - b.named.name.length || compare(a.named.name, b.named.name))
    .slice(0, most)
    .map(({ named }) => named)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
