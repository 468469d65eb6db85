import { nodeLook } from './execution-node-look'
import type { NodeRow, TreeRow } from './execution-tree'

/**
 * The rows that say what is sought (in their name, id, kind or phase), with the rows that they lie below, and how many say it.
 * Linear in the rows; without a text, the very same rows.
 */
export function findRows(
  rows: readonly TreeRow[],
  text: string,
): { readonly rows: readonly TreeRow[]; readonly found: number } {
  const sought = text.trim().toLowerCase()
  if (sought === '') return { rows, found: 0 }
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const kept = new Set<string>()
  let found = 0
  for (const row of rows) {
    if (row.type !== 'node' || !says(row, sought)) continue
    found++
    let above: TreeRow | undefined = row
    while (above !== undefined && !kept.has(above.key)) {
      kept.add(above.key)
      above = above.parentKey === undefined ? undefined : byKey.get(above.parentKey)
    }
  }
  return { rows: rows.filter(({ key }) => kept.has(key)), found }
}

function says({ name, nodeId, specId, kind, node, outline }: NodeRow, sought: string): boolean {
  return (
    name.toLowerCase().includes(sought) ||
    nodeId.toLowerCase().includes(sought) ||
    specId.toLowerCase().includes(sought) ||
    kind === sought ||
    nodeLook(node, outline?.gate).word.toLowerCase().startsWith(sought)
  )
}
