/** A box to be placed; sizes in pixels. */
export interface LayoutNode {
  readonly id: string
  readonly width: number
  readonly height: number
}

export interface LayoutEdge {
  readonly from: string
  readonly to: string
}

export interface PlacedNode extends LayoutNode {
  /** Left upper corner. */
  readonly x: number
  readonly y: number
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[]
  readonly width: number
  readonly height: number
}

export interface LayoutSpacing {
  /** Between one layer and the next, left to right. */
  readonly layerGap: number
  /** Between neighbours of a layer, top to bottom. */
  readonly nodeGap: number
}

const DEFAULT_SPACING: LayoutSpacing = { layerGap: 56, nodeGap: 16 }

/** Height that an edge takes where it passes through a layer. */
const PASSING_EDGE_HEIGHT = 8
const ORDER_SWEEPS = 8
const PULL_SWEEPS = 6

/**
 * The graph while it is laid out. Vertices are numbers; those from `realCount` on stand for edges that pass through a layer.
 */
interface LayeredGraph {
  readonly realCount: number
  readonly layerOf: readonly number[]
  readonly before: readonly (readonly number[])[]
  readonly after: readonly (readonly number[])[]
  readonly layers: number[][]
}

/**
 * Places a directed graph in layers from left to right (Sugiyama's method): longest path layering, edges over several layers
 * cut by passing points, sweeps that order layers by the mean place of their neighbours, coordinates pulled towards
 * neighbours. The same input gives the same picture. Edges that would close a cycle, that lead to a node itself or to an
 * unknown one are left out of account. About linear in nodes, edges and passing points.
 */
export function layeredLayout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  spacing: LayoutSpacing = DEFAULT_SPACING,
): GraphLayout {
  if (nodes.length === 0) return { nodes: [], width: 0, height: 0 }
  const graph = layered(nodes.length, indexEdges(nodes, edges))
  orderLayers(graph)
  const heightOf = (vertex: number) => nodes[vertex]?.height ?? PASSING_EDGE_HEIGHT
  const centres = pullTowardsNeighbours(graph, heightOf, spacing.nodeGap)
  return place(nodes, graph, centres, spacing)
}

function indexEdges(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): (readonly [number, number])[] {
  const index = new Map(nodes.map((node, position) => [node.id, position]))
  const seen = new Set<number>()
  const indexed: (readonly [number, number])[] = []
  for (const { from, to } of edges) {
    const source = index.get(from)
    const target = index.get(to)
    if (source === undefined || target === undefined || source === target) continue
    const key = source * nodes.length + target
    if (seen.has(key)) continue
    seen.add(key)
    indexed.push([source, target])
  }
  return indexed
}

/** Vertices in an order in which every edge leads forward, and the edges that do. */
function forwardEdges(count: number, edges: readonly (readonly [number, number])[]) {
  const after: number[][] = Array.from({ length: count }, () => [])
  const waiting = new Int32Array(count)
  for (const [from, to] of edges) {
    at(after, from).push(to)
    waiting[to] = (waiting[to] ?? 0) + 1
  }
  const order: number[] = []
  const placed = new Uint8Array(count)
  const take = (vertex: number) => {
    placed[vertex] = 1
    order.push(vertex)
  }
  for (let vertex = 0; vertex < count; vertex++) if (waiting[vertex] === 0) take(vertex)
  let next = 0
  let unplaced = 0
  while (order.length < count) {
    if (next === order.length) {
      // All that is left lies on or behind a cycle: cut it at the first of them.
      while (placed[unplaced] === 1) unplaced++
      take(unplaced)
    }
    for (; next < order.length; next++) {
      for (const to of at(after, order[next] ?? 0)) {
        const left = (waiting[to] ?? 0) - 1
        waiting[to] = left
        if (left === 0 && placed[to] === 0) take(to)
      }
    }
  }
  const rank = new Int32Array(count)
  order.forEach((vertex, position) => (rank[vertex] = position))
  return { order, edges: edges.filter(([from, to]) => (rank[from] ?? 0) < (rank[to] ?? 0)) }
}

function layered(count: number, given: readonly (readonly [number, number])[]): LayeredGraph {
  const { order, edges } = forwardEdges(count, given)
  const after: number[][] = Array.from({ length: count }, () => [])
  const before: number[][] = Array.from({ length: count }, () => [])
  const targets: number[][] = Array.from({ length: count }, () => [])
  const hasSource = new Uint8Array(count)
  for (const [from, to] of edges) {
    at(targets, from).push(to)
    hasSource[to] = 1
  }
  const layerOf = new Array<number>(count).fill(0)
  for (const vertex of order) {
    for (const to of at(targets, vertex)) layerOf[to] = Math.max(layerOf[to] ?? 0, (layerOf[vertex] ?? 0) + 1)
  }
  // A start without predecessors stands right before what it leads to, not far away at the left.
  for (const vertex of [...order].reverse()) {
    const next = at(targets, vertex)
    if (hasSource[vertex] === 1 || next.length === 0) continue
    layerOf[vertex] = next.reduce((least, to) => Math.min(least, layerOf[to] ?? 0), Infinity) - 1
  }
  for (const [from, to] of edges) {
    let previous = from
    for (let layer = (layerOf[from] ?? 0) + 1; layer < (layerOf[to] ?? 0); layer++) {
      const passing = layerOf.length
      layerOf.push(layer)
      after.push([])
      before.push([previous])
      at(after, previous).push(passing)
      previous = passing
    }
    at(after, previous).push(to)
    at(before, to).push(previous)
  }
  const layers: number[][] = []
  layerOf.forEach((layer, vertex) => (layers[layer] ??= []).push(vertex))
  return {
    realCount: count,
    layerOf,
    before,
    after,
    layers: Array.from(layers, (layer) => (layer as number[] | undefined) ?? []),
  }
}

/** Orders each layer by where its neighbours are, to and fro, and keeps the order with the fewest crossings. */
function orderLayers(graph: LayeredGraph): void {
  const position = new Float64Array(graph.layerOf.length)
  const settle = (layer: readonly number[]) => layer.forEach((vertex, index) => (position[vertex] = index))
  graph.layers.forEach(settle)
  let fewest = countCrossings(graph, position)
  let best = graph.layers.map((layer) => [...layer])
  for (let sweep = 0; sweep < ORDER_SWEEPS && fewest > 0; sweep++) {
    const down = sweep % 2 === 0
    const neighbours = down ? graph.before : graph.after
    const sequence = down ? graph.layers : [...graph.layers].reverse()
    for (const layer of sequence) {
      const mean = new Map(
        layer.map((vertex) => [vertex, meanOf(at(neighbours, vertex), position) ?? position[vertex] ?? 0]),
      )
      layer.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0) || (position[a] ?? 0) - (position[b] ?? 0))
      settle(layer)
    }
    const crossings = countCrossings(graph, position)
    if (crossings < fewest) {
      fewest = crossings
      best = graph.layers.map((layer) => [...layer])
    }
  }
  best.forEach((layer, index) => (graph.layers[index] = layer))
}

/** Pairs of edges between neighbouring layers that cross, counted with a Fenwick tree. */
function countCrossings(graph: LayeredGraph, position: Float64Array): number {
  let crossings = 0
  for (let index = 0; index + 1 < graph.layers.length; index++) {
    const ends: number[] = []
    for (const vertex of at(graph.layers, index)) {
      ends.push(
        ...at(graph.after, vertex)
          .map((to) => position[to] ?? 0)
          .sort((a, b) => a - b),
      )
    }
    const size = at(graph.layers, index + 1).length
    const tree = new Int32Array(size + 1)
    ends.forEach((end, seen) => {
      let notAfter = 0
      for (let i = end + 1; i > 0; i -= i & -i) notAfter += tree[i] ?? 0
      crossings += seen - notAfter
      for (let i = end + 1; i <= size; i += i & -i) tree[i] = (tree[i] ?? 0) + 1
    })
  }
  return crossings
}

/** The vertical centre of every vertex: as near to its neighbours as the order and the gaps of its layer allow. */
function pullTowardsNeighbours(
  graph: LayeredGraph,
  heightOf: (vertex: number) => number,
  nodeGap: number,
): Float64Array {
  const centres = new Float64Array(graph.layerOf.length)
  for (const layer of graph.layers) {
    let top = 0
    for (const vertex of layer) {
      centres[vertex] = top + heightOf(vertex) / 2
      top += heightOf(vertex) + nodeGap
    }
  }
  for (let sweep = 0; sweep < PULL_SWEEPS; sweep++) {
    const down = sweep % 2 === 0
    const neighbours = down ? graph.before : graph.after
    for (const layer of down ? graph.layers : [...graph.layers].reverse()) {
      const wanted = layer.map((vertex) => meanOf(at(neighbours, vertex), centres) ?? centres[vertex] ?? 0)
      const gaps = layer.map((vertex, index) => {
        const above = layer[index - 1]
        return above === undefined ? 0 : (heightOf(above) + heightOf(vertex)) / 2 + nodeGap
      })
      spread(wanted, gaps).forEach((centre, index) => (centres[layer[index] ?? 0] = centre))
    }
  }
  return centres
}

/** Values near the wanted ones, each at least its gap after the one before: the middle of pushing down and pushing up. */
function spread(wanted: readonly number[], gaps: readonly number[]): number[] {
  const down: number[] = []
  wanted.forEach((value, index) =>
    down.push(index === 0 ? value : Math.max(value, (down[index - 1] ?? 0) + (gaps[index] ?? 0))),
  )
  const up = new Array<number>(wanted.length).fill(0)
  for (let index = wanted.length - 1; index >= 0; index--) {
    const value = wanted[index] ?? 0
    up[index] = index === wanted.length - 1 ? value : Math.min(value, (up[index + 1] ?? 0) - (gaps[index + 1] ?? 0))
  }
  return down.map((value, index) => (value + (up[index] ?? 0)) / 2)
}

function place(
  nodes: readonly LayoutNode[],
  graph: LayeredGraph,
  centres: Float64Array,
  { layerGap }: LayoutSpacing,
): GraphLayout {
  const lefts: number[] = []
  let right = 0
  for (const layer of graph.layers) {
    lefts.push(right)
    const widest = layer.reduce((width, vertex) => Math.max(width, nodes[vertex]?.width ?? 0), 0)
    right += widest + layerGap
  }
  let top = Infinity
  let bottom = -Infinity
  nodes.forEach((node, vertex) => {
    top = Math.min(top, (centres[vertex] ?? 0) - node.height / 2)
    bottom = Math.max(bottom, (centres[vertex] ?? 0) + node.height / 2)
  })
  return {
    nodes: nodes.map((node, vertex) => ({
      ...node,
      x: lefts[graph.layerOf[vertex] ?? 0] ?? 0,
      y: (centres[vertex] ?? 0) - node.height / 2 - top,
    })),
    width: right - layerGap,
    height: bottom - top,
  }
}

function meanOf(vertices: readonly number[], values: Float64Array): number | undefined {
  if (vertices.length === 0) return undefined
  let sum = 0
  for (const vertex of vertices) sum += values[vertex] ?? 0
  return sum / vertices.length
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new RangeError(`No item ${index} of ${items.length}.`)
  return item
}
