import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layeredLayout, type LayoutEdge, type LayoutNode } from './layered-layout'

const box = (id: string): LayoutNode => ({ id, width: 160, height: 44 })

function boxes(count: number): LayoutNode[] {
  return Array.from({ length: count }, (_, index) => box(`n${index}`))
}

/** Any graph: cycles, loops, doubled edges and edges to nowhere included. */
const graphs = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc.record({
    nodes: fc.constant(boxes(count)),
    edges: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: count }).map((index) => `n${index}`),
        to: fc.integer({ min: 0, max: count }).map((index) => `n${index}`),
      }),
      { maxLength: 80 },
    ),
  }),
)

describe('layered layout', () => {
  test('places every node once, none over another, and is the same every time', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const layout = layeredLayout(nodes, edges)
        expect(layout.nodes.map((node) => node.id)).toEqual(nodes.map((node) => node.id))
        layout.nodes.forEach((a, index) => {
          expect(
            [a.x, a.y, a.x + a.width, a.y + a.height].every((value) => Number.isFinite(value) && value > -0.001),
          ).toBe(true)
          for (const b of layout.nodes.slice(index + 1)) {
            const apart =
              a.x + a.width <= b.x ||
              b.x + b.width <= a.x ||
              a.y + a.height <= b.y + 0.001 ||
              b.y + b.height <= a.y + 0.001
            expect(apart).toBe(true)
          }
        })
        expect(layeredLayout(nodes, edges)).toEqual(layout)
      }),
    )
  })

  test('edges of a graph without cycles lead to the right', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const number = (id: string) => Number(id.slice(1))
        const forward = edges.filter(({ from, to }) => number(from) < number(to) && number(to) < nodes.length)
        const left = new Map(layeredLayout(nodes, forward).nodes.map((node) => [node.id, node.x]))
        for (const { from, to } of forward) expect(left.get(from)).toBeLessThan(left.get(to) ?? -1)
      }),
    )
  })

  test('a chain is a straight line, and nothing is nothing', () => {
    const edges: LayoutEdge[] = [1, 2, 3].map((index) => ({ from: `n${index - 1}`, to: `n${index}` }))
    const layout = layeredLayout(boxes(4), edges)
    expect(new Set(layout.nodes.map((node) => node.y)).size).toBe(1)
    expect([layout.width, layout.height]).toEqual([4 * 160 + 3 * 56, 44])
    expect(layeredLayout([], [])).toEqual({ nodes: [], width: 0, height: 0 })
  })

  test('untangles two crossing edges', () => {
    const edges = [
      { from: 'n0', to: 'n3' },
      { from: 'n1', to: 'n2' },
    ]
    const y = new Map(layeredLayout(boxes(4), edges).nodes.map((node) => [node.id, node.y]))
    expect((y.get('n0') ?? 0) < (y.get('n1') ?? 0)).toBe((y.get('n3') ?? 0) < (y.get('n2') ?? 0))
  })

  test('ten layers of four, each node waiting for all four before it, have a million paths and one picture', () => {
    const nodes = boxes(40)
    const edges = nodes.flatMap((_, index) =>
      index < 4 ? [] : [0, 1, 2, 3].map((k) => ({ from: `n${(Math.floor(index / 4) - 1) * 4 + k}`, to: `n${index}` })),
    )
    expect(new Set(layeredLayout(nodes, edges).nodes.map((node) => node.x)).size).toBe(10)
  })
})
