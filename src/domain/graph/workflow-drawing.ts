import { type ClosureOutline, type OutlineNode, topologicalOrder, type WorkflowOutline } from '../execution-outline'
import { layeredLayout, type LayoutEdge } from './layered-layout'

/** One node as it is drawn. Places and sizes in pixels; a child's place is relative to its parent's corner. */
export interface DrawnNode {
  /** Ids of the nodes from the top down to this one, joined with `/`: unique in the drawing. */
  readonly path: string
  readonly node: OutlineNode
  /** Path of the box that it is drawn in; undefined at the top. */
  readonly parent: string | undefined
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Whether it has nodes inside. */
  readonly expandable: boolean
  readonly expanded: boolean
}

export interface DrawnEdge {
  readonly id: string
  readonly from: string
  readonly to: string
}

export interface WorkflowDrawing {
  /** Parents before their children. */
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
  readonly width: number
  readonly height: number
}

export const NODE_WIDTH = 160
export const NODE_HEIGHT = 44
/** Head and margins of a box with nodes inside. */
const BOX_HEAD = 28
const BOX_PADDING = 12
/** A case of a branch has its condition above it. */
const CONDITION_HEIGHT = 16
/** No real workflow nests deeper; one that contains itself must not be drawn for ever. */
const DEEPEST = 32

interface Inside {
  readonly nodes: readonly OutlineNode[]
  readonly edges: readonly LayoutEdge[]
}

function insideOf(workflow: WorkflowOutline): Inside {
  const nodes = [...workflow.nodes.values()]
  return { nodes, edges: nodes.flatMap((node) => node.upstream.map((from) => ({ from, to: node.id }))) }
}

function childrenOf(node: OutlineNode, outline: ClosureOutline): Inside | undefined {
  if (node.cases.length > 0) return { nodes: node.cases, edges: [] }
  if (node.kind !== 'workflow' || !node.target) return undefined
  const workflow = outline.subWorkflow(node.target)
  return workflow && workflow.nodes.size > 0 ? insideOf(workflow) : undefined
}

/**
 * Lays out a workflow with the nodes inside those of its nodes that are expanded: the inside first, then the outside around
 * it. Linear in what is drawn.
 *
 * @param isExpanded whether the node at a path shows its inside
 */
export function drawWorkflow(
  outline: ClosureOutline,
  isExpanded: (path: string, node: OutlineNode) => boolean,
): WorkflowDrawing {
  const edges: DrawnEdge[] = []

  const draw = (
    inside: Inside,
    parent: string | undefined,
    depth: number,
  ): { nodes: DrawnNode[]; width: number; height: number } => {
    const pathOf = (id: string) => (parent === undefined ? id : `${parent}/${id}`)
    const descendants: DrawnNode[] = []
    const boxes = inside.nodes.map((node) => {
      const path = pathOf(node.id)
      const children = depth < DEEPEST ? childrenOf(node, outline) : undefined
      const expanded = children !== undefined && isExpanded(path, node)
      const condition = node.condition === '' ? 0 : CONDITION_HEIGHT
      if (!expanded) {
        return {
          id: node.id,
          node,
          path,
          expandable: children !== undefined,
          expanded,
          width: NODE_WIDTH,
          height: NODE_HEIGHT + condition,
        }
      }
      const content = draw(children, path, depth + 1)
      descendants.push(...content.nodes)
      const width = Math.max(NODE_WIDTH, content.width + 2 * BOX_PADDING)
      return {
        id: node.id,
        node,
        path,
        expandable: true,
        expanded,
        width,
        height: content.height + BOX_HEAD + 2 * BOX_PADDING + condition,
      }
    })
    const layout = layeredLayout(boxes, inside.edges)
    for (const { from, to } of inside.edges)
      edges.push({ id: `${pathOf(from)}→${pathOf(to)}`, from: pathOf(from), to: pathOf(to) })
    const left = parent === undefined ? 0 : BOX_PADDING
    const top = parent === undefined ? 0 : BOX_HEAD + BOX_PADDING
    const placed = boxes.map((box, index): DrawnNode => {
      const condition = box.node.condition === '' ? 0 : CONDITION_HEIGHT
      const spot = layout.nodes[index]
      return {
        path: box.path,
        node: box.node,
        parent,
        expandable: box.expandable,
        expanded: box.expanded,
        width: box.width,
        height: box.height - condition,
        x: (spot?.x ?? 0) + left,
        y: (spot?.y ?? 0) + top + condition,
      }
    })
    return { nodes: [...placed, ...descendants], width: layout.width, height: layout.height }
  }

  const drawing = draw(insideOf(outline.primary), undefined, 0)
  return { ...drawing, edges }
}

/** The nodes of a workflow as a list in the order in which they can run; for those who do not see the picture. */
export function nodesInOrder(outline: ClosureOutline): readonly OutlineNode[] {
  const { nodes } = outline.primary
  const order = topologicalOrder(new Map([...nodes].map(([id, node]) => [id, node.upstream])))
  return order.flatMap((id) => nodes.get(id) ?? [])
}
