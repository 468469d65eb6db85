import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { traverse, WorkflowGraph } from './graph'

describe('traverse', () => {
  it('reports the way into a cycle', () => {
    const next: Record<string, string[]> = { s: ['a'], a: ['b', 'c'], b: [], c: ['d'], d: ['a'] }
    expect(traverse('s', (id) => next[id] ?? []).cycle).toEqual(['s', 'a', 'c', 'd', 'a'])
  })

  it('walks a chain that is longer than the call stack', () => {
    const length = 200_000
    const { visited, cycle } = traverse('0', (id) => (Number(id) < length ? [String(Number(id) + 1)] : []))
    expect(cycle).toBeUndefined()
    expect(visited.size).toBe(length + 1)
  })

  const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 })

  it('finds a cycle exactly when a node reachable from the start reaches itself', () => {
    fc.assert(
      fc.property(edges, (pairs) => {
        const next = (id: string): string[] => pairs.filter(([from]) => String(from) === id).map(([, to]) => String(to))
        const reach = (start: string): Set<string> => {
          const seen = new Set<string>()
          const pending = next(start)
          for (const id of pending) {
            if (seen.has(id)) continue
            seen.add(id)
            pending.push(...next(id))
          }
          return seen
        }
        const reachable = new Set([...reach('0'), '0'])
        const hasCycle = [...reachable].some((id) => reach(id).has(id))
        const { cycle, visited } = traverse('0', next)
        if (!hasCycle) return cycle === undefined && visited.size === reachable.size
        const steps = cycle?.slice(1).every((id, index) => next(cycle[index] ?? '').includes(id))
        return cycle?.[0] === '0' && steps === true && cycle.indexOf(cycle.at(-1) ?? '') < cycle.length - 1
      }),
    )
  })
})

describe('WorkflowGraph', () => {
  it('keeps both directions sorted and each edge once', () => {
    const graph = new WorkflowGraph()
    graph.addEdge('b', 'x')
    graph.addEdge('', 'x')
    graph.addEdge('b', 'x')
    graph.addUpstream('a', 'x')
    const { upstream, downstream } = graph.connections()
    expect(upstream.x?.ids).toEqual(['a', 'b', 'start-node'])
    expect(Object.keys(downstream).sort()).toEqual(['b', 'start-node'])
    expect(graph.downstreamOf('b')).toEqual(['x'])
    expect(graph.downstreamOf('a')).toEqual([])
  })
})
