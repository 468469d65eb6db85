import type { Execution } from '../../domain/execution'
import { hasExecutionEnded } from '../../domain/execution'
import { type ExecutionKey, executionText, hasNodeEnded } from '../../domain/execution-node'
import type { ClosureOutline } from '../../domain/execution-outline'
import type { NodeList } from '../../domain/execution-node-list'
import type { NodeChildren, TreeRow, TreeScope } from '../../domain/execution-tree'

/** Node executions to be read: those right below an execution ("") or below one of its nodes. */
export interface ReadPlace {
  readonly execution: ExecutionKey
  readonly parentId: string
  /** Whether the parent node has ended; of an execution, only its own reading knows. */
  readonly parentEnded: boolean
}

/** A dynamic node whose workflow is to be read. */
export interface ReadDynamic {
  readonly execution: ExecutionKey
  readonly nodeId: string
  readonly ended: boolean
}

/** Everything that has to be read for the rows in the tree, and no more. */
export interface TreeReads {
  /** The page's own first. */
  readonly executions: readonly ExecutionKey[]
  readonly places: readonly ReadPlace[]
  readonly dynamic: readonly ReadDynamic[]
}

export function firstReads(root: ExecutionKey): TreeReads {
  return { executions: [root], places: [{ execution: root, parentId: '', parentEnded: false }], dynamic: [] }
}

/** One text per set of reads: equal when they are. */
export function readsText({ executions, places, dynamic }: TreeReads): string {
  return JSON.stringify([
    executions.map(executionText),
    places.map(({ execution, parentId, parentEnded }) => [executionText(execution), parentId, parentEnded]),
    dynamic.map(({ execution, nodeId }) => [executionText(execution), nodeId]),
  ])
}

/** What the unfolded rows need. A dynamic node keeps the reading that it has: its workflow does not change with its end. */
export function readsOf(root: ExecutionKey, rows: readonly TreeRow[], before: TreeReads): TreeReads {
  const { executions, places, dynamic } = firstReads(root)
  const all = { executions: [...executions], places: [...places], dynamic: [...dynamic] }
  const known = new Set(executions.map(executionText))
  for (const row of rows) {
    if (row.type !== 'node' || !row.expanded || row.node === undefined) continue
    const { child } = row.node
    if (child !== undefined) {
      if (known.has(executionText(child))) continue
      known.add(executionText(child))
      all.executions.push(child)
      all.places.push({ execution: child, parentId: '', parentEnded: false })
      continue
    }
    const { execution, nodeId } = row
    const ended = hasNodeEnded(row.node.phase)
    all.places.push({ execution, parentId: nodeId, parentEnded: ended })
    if (row.kind !== 'dynamic') continue
    const had = before.dynamic.find(
      (one) => one.nodeId === nodeId && executionText(one.execution) === executionText(execution),
    )
    all.dynamic.push(had ?? { execution, nodeId, ended })
  }
  return all
}

/** The text by which a node of an execution is found in a map. */
export function placeText(execution: ExecutionKey, nodeId: string): string {
  return `${executionText(execution)}/${nodeId}`
}

export interface TreeReadings {
  /** By `executionText`. */
  readonly executions: ReadonlyMap<string, Execution>
  readonly closures: ReadonlyMap<string, ClosureOutline>
  /** By {@link placeText}. */
  readonly lists: ReadonlyMap<string, { readonly list: NodeList | undefined; readonly problem: string | undefined }>
  readonly dynamic: ReadonlyMap<string, ClosureOutline>
}

/** What has been read, by execution, as the tree takes it. */
export function scopesOf(reads: TreeReads, readings: TreeReadings): ReadonlyMap<string, TreeScope> {
  const scopes = new Map<string, TreeScope>()
  for (const execution of reads.executions) {
    const text = executionText(execution)
    const children = new Map<string, NodeChildren>()
    const dynamic = new Map<string, ClosureOutline>()
    for (const place of reads.places) {
      if (executionText(place.execution) !== text) continue
      const reading = readings.lists.get(placeText(execution, place.parentId))
      if (reading === undefined) continue
      const { list, problem } = reading
      children.set(place.parentId, { nodes: list?.nodes ?? [], complete: list?.complete ?? false, problem })
    }
    for (const { execution: of, nodeId } of reads.dynamic) {
      const made = executionText(of) === text ? readings.dynamic.get(placeText(execution, nodeId)) : undefined
      if (made !== undefined) dynamic.set(nodeId, made)
    }
    const phase = readings.executions.get(text)?.phase
    scopes.set(text, {
      execution,
      closure: readings.closures.get(text),
      ended: phase !== undefined && hasExecutionEnded(phase),
      children,
      dynamic,
    })
  }
  return scopes
}
