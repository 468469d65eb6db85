import { executionText, hasNodeEnded, hasNodeFailed } from '../../domain/execution-node'
import type { NodeRow, TreeRow } from '../../domain/execution-tree'

/** Which rows are unfolded: by the page, as they fail or run, and by hand, which counts more. */
export interface Expansion {
  readonly byItself: ReadonlySet<string>
  readonly byHand: ReadonlyMap<string, boolean>
}

export const noExpansion: Expansion = { byItself: new Set(), byHand: new Map() }

/** Rows that unfold by themselves; more would bury what one came for and cost a poll each. */
const mostByItself = 12

export function expandedKeys({ byItself, byHand }: Expansion): ReadonlySet<string> {
  const keys = new Set(byItself)
  for (const [key, open] of byHand) if (open) keys.add(key)
  for (const [key, open] of byHand) if (!open) keys.delete(key)
  return keys
}

/** The expansion with what runs or has failed unfolded, as far as it is not too much; the very same one when there is nothing new. */
export function unfoldTrouble(expansion: Expansion, rows: readonly TreeRow[]): Expansion {
  const fresh: string[] = []
  for (const row of rows) {
    if (expansion.byItself.size + fresh.length >= mostByItself) break
    if (row.type !== 'node' || !row.expandable || row.expanded || row.node === undefined) continue
    const { phase } = row.node
    if (hasNodeEnded(phase) && !hasNodeFailed(phase)) continue
    if (!expansion.byHand.has(row.key) && !expansion.byItself.has(row.key)) fresh.push(row.key)
  }
  return fresh.length === 0 ? expansion : { ...expansion, byItself: new Set([...expansion.byItself, ...fresh]) }
}

/** Levels that are unfolded in search of a row, or for a picture of everything; each costs a reading. */
const mostLevels = 100

/**
 * The expansion one step nearer to a row that an address names and that is not in the tree: a key begins with its parent's in most
 * cases, otherwise every level has to be looked into. The very same one when there is nowhere left to look.
 */
export function unfoldTowards(expansion: Expansion, rows: readonly TreeRow[], wanted: string): Expansion {
  const folded = rows.filter((row): row is NodeRow => isFolded(row, expansion))
  const likely = folded.filter(
    ({ key, node }) =>
      wanted.startsWith(`${key}-`) || (node?.child && wanted.startsWith(`${executionText(node.child)}/`)),
  )
  return unfold(expansion, likely.length > 0 ? likely : folded)
}

/** The expansion with every level unfolded that has been reached, and that is part of the workflow itself. */
export function unfoldAll(expansion: Expansion, rows: readonly TreeRow[]): Expansion {
  return unfold(
    expansion,
    rows.filter(
      (row): row is NodeRow =>
        isFolded(row, expansion) && row.type === 'node' && (row.kind === 'workflow' || row.kind === 'branch'),
    ),
  )
}

function isFolded(row: TreeRow, { byHand }: Expansion): boolean {
  return row.type === 'node' && row.expandable && !row.expanded && row.node !== undefined && !byHand.has(row.key)
}

function unfold(expansion: Expansion, rows: readonly NodeRow[]): Expansion {
  const room = Math.max(0, mostLevels - expansion.byItself.size)
  const fresh = rows.slice(0, room).map(({ key }) => key)
  return fresh.length === 0 ? expansion : { ...expansion, byItself: new Set([...expansion.byItself, ...fresh]) }
}

export function setExpanded(expansion: Expansion, key: string, open: boolean): Expansion {
  return { ...expansion, byHand: new Map(expansion.byHand).set(key, open) }
}
