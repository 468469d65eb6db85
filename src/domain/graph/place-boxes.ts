import { layeredLayout } from './layered-layout'

/** Boxes, some with boxes inside, and which lead to which: by their positions in the list. */
export interface LayoutPlan {
  readonly boxes: readonly PlannedBox[]
  readonly edges: readonly (readonly [from: number, to: number])[]
}

interface PlannedBox {
  /** Whether a line of text stands above it. */
  readonly labelled: boolean
  readonly inside?: LayoutPlan
}

const NODE_WIDTH = 160
const NODE_HEIGHT = 44
/** Head and margins of a box with nodes inside. */
const BOX_HEAD = 28
const BOX_PADDING = 12
const LABEL_HEIGHT = 16

/**
 * Lays out every inside first and the outside around it. About linear in what is drawn; made for a worker.
 *
 * @returns x, y, width, height of each box in pixels, parents before their children; places are relative to the parent's corner
 */
export function placeBoxes(plan: LayoutPlan): Float64Array {
  const places: number[] = []

  const place = (level: LayoutPlan, top: number, left: number): { width: number; height: number } => {
    // Rows are taken before the insides take theirs, so that parents come first.
    const rows: number[] = []
    const sizes = level.boxes.map(({ labelled, inside }, index) => {
      rows[index] = places.length
      places.push(0, 0, 0, 0)
      const label = labelled ? LABEL_HEIGHT : 0
      if (!inside) return { id: String(index), width: NODE_WIDTH, height: NODE_HEIGHT + label }
      const content = place(inside, BOX_HEAD + BOX_PADDING, BOX_PADDING)
      return {
        id: String(index),
        width: Math.max(NODE_WIDTH, content.width + 2 * BOX_PADDING),
        height: content.height + BOX_HEAD + 2 * BOX_PADDING + label,
      }
    })
    const layout = layeredLayout(
      sizes,
      level.edges.map(([from, to]) => ({ from: String(from), to: String(to) })),
    )
    layout.nodes.forEach((spot, index) => {
      const label = level.boxes[index]?.labelled === true ? LABEL_HEIGHT : 0
      const row = rows[index] ?? 0
      places[row] = spot.x + left
      places[row + 1] = spot.y + top + label
      places[row + 2] = spot.width
      places[row + 3] = spot.height - label
    })
    return layout
  }

  place(plan, 0, 0)
  return Float64Array.from(places)
}
