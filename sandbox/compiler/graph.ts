import { create } from '@bufbuild/protobuf'
import { type ConnectionSet, ConnectionSetSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'

/** Node that stands for the workflow's inputs. */
export const startNodeId = 'start-node'
/** Node whose inputs are the workflow's outputs. */
export const endNodeId = 'end-node'

/** Execution order of a workflow's nodes. The two directions differ: nodes inside a branch have upstream edges only. */
export class WorkflowGraph {
  private readonly upstream = new Map<string, Set<string>>()
  private readonly downstream = new Map<string, Set<string>>()

  addEdge(from: string, to: string): void {
    insert(this.downstream, from || startNodeId, to)
    this.addUpstream(from, to)
  }

  addUpstream(from: string, to: string): void {
    insert(this.upstream, to, from || startNodeId)
  }

  hasUpstream(id: string): boolean {
    return this.upstream.has(id)
  }

  hasDownstream(id: string): boolean {
    return this.downstream.has(id)
  }

  /** Sorted, so that of several cycles always the same is reported. */
  downstreamOf(id: string): readonly string[] {
    return [...(this.downstream.get(id) ?? [])].sort()
  }

  connections(): ConnectionSet {
    return create(ConnectionSetSchema, { upstream: idLists(this.upstream), downstream: idLists(this.downstream) })
  }
}

function insert(edges: Map<string, Set<string>>, key: string, id: string): void {
  const ids = edges.get(key)
  if (ids === undefined) edges.set(key, new Set([id]))
  else ids.add(id)
}

function idLists(edges: ReadonlyMap<string, ReadonlySet<string>>): Record<string, { ids: string[] }> {
  return Object.fromEntries(Array.from(edges, ([key, ids]) => [key, { ids: [...ids].sort() }]))
}

interface Traversal {
  /** Everything met on the way, complete unless there is a cycle. */
  readonly visited: ReadonlySet<string>
  /** Way from the start into the first cycle found, ending with the id that is met again. */
  readonly cycle: readonly string[] | undefined
}

/** Walks depth first from `start`. Without recursion: a chain of nodes may be as long as a workflow is big. */
export function traverse(start: string, next: (id: string) => readonly string[]): Traversal {
  const visited = new Set([start])
  const path = [start]
  const onPath = new Set(path)
  const pending = [next(start)[Symbol.iterator]()]
  for (let step = pending.at(-1)?.next(); step !== undefined; step = pending.at(-1)?.next()) {
    if (step.done === true) {
      pending.pop()
      onPath.delete(path.pop() ?? start)
    } else if (onPath.has(step.value)) {
      return { visited, cycle: [...path, step.value] }
    } else if (!visited.has(step.value)) {
      visited.add(step.value)
      path.push(step.value)
      onPath.add(step.value)
      pending.push(next(step.value)[Symbol.iterator]())
    }
  }
  return { visited, cycle: undefined }
}
