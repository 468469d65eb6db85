import { nodeEnd } from './execution-node'
import type { NodeRow, TreeRow } from './execution-tree'

/**
 * Keys of the rows without which the execution would have ended earlier: from the node that ended last back to the one,
 * among those it waited for, that ended last, level by level. Linear in the rows and in the edges that it follows.
 */
export function criticalPath(rows: readonly TreeRow[], now: number): ReadonlySet<string> {
  const levels = new Map<string, NodeRow[]>()
  for (const row of rows) {
    if (row.type !== 'node' || row.node === undefined) continue
    const level = levels.get(row.parentKey ?? '')
    if (level === undefined) levels.set(row.parentKey ?? '', [row])
    else level.push(row)
  }
  const path = new Set<string>()
  const waiting = ['']
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    const level = levels.get(parent) ?? []
    // The latest attempt of a parent is the one that the rest waited for: it comes last.
    const byId = new Map(level.map((row) => [row.specId, row]))
    let current = latest(level, now)
    while (current !== undefined && !path.has(current.key)) {
      path.add(current.key)
      waiting.push(current.key)
      const before: NodeRow[] = (current.outline?.upstream ?? []).flatMap((id) => byId.get(id) ?? [])
      current = latest(before, now)
    }
  }
  return path
}

function latest(rows: readonly NodeRow[], now: number): NodeRow | undefined {
  let found: NodeRow | undefined
  let end = -Infinity
  for (const row of rows) {
    const ends = row.node === undefined ? -Infinity : (nodeEnd(row.node) ?? now)
    if (ends > end) {
      found = row
      end = ends
    }
  }
  return found
}
