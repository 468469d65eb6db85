import { hasNodeEnded, type NodeExecution } from './execution-node'

/** The node executions below one parent as read so far, in the order in which the server made them. */
export interface NodeList {
  readonly nodes: readonly NodeExecution[]
  /** Whether every one has been read at least once. */
  readonly complete: boolean
  /** Epoch milliseconds by this machine's clock at which what has not ended was last looked at whole. */
  readonly sweptAt: number
}

export const emptyNodeList: NodeList = { nodes: [], complete: false, sweptAt: 0 }

/**
 * The list with rows put in their places, and new ones at the end. Rows that say what is known, or that are older than
 * what is known (an ended node does not begin again), change nothing; without a change the very same list comes back.
 */
export function mergeNodes(list: NodeList, rows: readonly NodeExecution[]): NodeList {
  if (rows.length === 0) return list
  const places = new Map(list.nodes.map((node, at) => [node.nodeId, at]))
  let nodes: NodeExecution[] | undefined
  for (const row of rows) {
    const at = places.get(row.nodeId)
    const known = at === undefined ? undefined : (nodes ?? list.nodes)[at]
    if (known !== undefined && !isNews(known, row)) continue
    nodes ??= [...list.nodes]
    if (at === undefined) {
      places.set(row.nodeId, nodes.length)
      nodes.push(row)
    } else nodes[at] = row
  }
  return nodes === undefined ? list : { ...list, nodes }
}

function isNews(known: NodeExecution, row: NodeExecution): boolean {
  if (hasNodeEnded(known.phase)) return !known.isParent && row.isParent
  return (
    known.phase !== row.phase ||
    known.updatedAt !== row.updatedAt ||
    known.isParent !== row.isParent ||
    known.isDynamic !== row.isDynamic ||
    known.isArray !== row.isArray ||
    known.deckUri !== row.deckUri ||
    known.child?.name !== row.child?.name ||
    known.cacheStatus !== row.cacheStatus
  )
}

/** Whether any node of the list can still change. */
export function hasUnended(list: NodeList): boolean {
  return list.nodes.some((node) => !hasNodeEnded(node.phase))
}

/**
 * The instant from which on changes have to be asked for again: the latest change known, less an overlap, as events of
 * one execution can arrive a little out of order. Undefined when nothing is known.
 */
export function changedSince(list: NodeList, overlap: number): number | undefined {
  const latest = list.nodes.reduce((most, node) => Math.max(most, node.updatedAt ?? -Infinity), -Infinity)
  return latest === -Infinity ? undefined : latest - overlap
}

/**
 * Whether rows that were seen unended are missing from a fresh reading of all that is unended: they have ended by an
 * event with a time so old that asking for changes cannot find them, and everything has to be read again.
 */
export function hasLostRows(list: NodeList, unended: readonly NodeExecution[]): boolean {
  const fresh = new Set(unended.map((node) => node.nodeId))
  return list.nodes.some((node) => !hasNodeEnded(node.phase) && !fresh.has(node.nodeId))
}
