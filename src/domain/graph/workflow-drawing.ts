import { type ClosureOutline, type OutlineNode, topologicalOrder, type WorkflowOutline } from '../execution-outline'
import { type LayoutPlan, placeBoxes } from './place-boxes'

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
}

/** What is to be drawn, before anything has a place: the boxes in the order of `layout`. */
export interface DrawingPlan {
  readonly boxes: readonly Omit<DrawnNode, 'x' | 'y' | 'width' | 'height'>[]
  readonly edges: readonly DrawnEdge[]
  /** Plain numbers, so that another thread can place the boxes. */
  readonly layout: LayoutPlan
}

/** No real workflow nests deeper; one that contains itself must not be drawn for ever. */
const DEEPEST = 32

interface Inside {
  readonly nodes: readonly OutlineNode[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
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
 * Collects a workflow's nodes, and those inside the nodes that are expanded. Linear in what is drawn.
 *
 * @param isExpanded whether the node at a path shows its inside
 */
export function planDrawing(
  outline: ClosureOutline,
  isExpanded: (path: string, node: OutlineNode) => boolean,
): DrawingPlan {
  const boxes: DrawingPlan['boxes'][number][] = []
  const edges: DrawnEdge[] = []

  const plan = (inside: Inside, parent: string | undefined, depth: number): LayoutPlan => {
    const pathOf = (id: string) => (parent === undefined ? id : `${parent}/${id}`)
    const index = new Map(inside.nodes.map((node, position) => [node.id, position]))
    for (const { from, to } of inside.edges)
      edges.push({ id: `${pathOf(from)}→${pathOf(to)}`, from: pathOf(from), to: pathOf(to) })
    return {
      boxes: inside.nodes.map((node) => {
        const path = pathOf(node.id)
        const children = depth < DEEPEST ? childrenOf(node, outline) : undefined
        const expanded = children !== undefined && isExpanded(path, node)
        boxes.push({ path, node, parent, expandable: children !== undefined, expanded })
        const labelled = node.condition !== ''
        return expanded ? { labelled, inside: plan(children, path, depth + 1) } : { labelled }
      }),
      edges: inside.edges.flatMap(({ from, to }) => {
        const source = index.get(from)
        const target = index.get(to)
        return source === undefined || target === undefined ? [] : [[source, target] as const]
      }),
    }
  }

  const layout = plan(insideOf(outline.primary), undefined, 0)
  return { boxes, edges, layout }
}

/** Puts the boxes of a plan where {@link placeBoxes} says. */
export function drawingOf(plan: DrawingPlan, places: Float64Array): WorkflowDrawing {
  const nodes = plan.boxes.map((box, index): DrawnNode => {
    const [x = 0, y = 0, width = 0, height = 0] = places.subarray(index * 4, index * 4 + 4)
    return { ...box, x, y, width, height }
  })
  return { nodes, edges: plan.edges }
}

/** Both steps at once. */
export function drawWorkflow(
  outline: ClosureOutline,
  isExpanded: (path: string, node: OutlineNode) => boolean,
): WorkflowDrawing {
  const plan = planDrawing(outline, isExpanded)
  return drawingOf(plan, placeBoxes(plan.layout))
}

/** The nodes of a workflow as a list in the order in which they can run; for those who do not see the picture. */
export function nodesInOrder(outline: ClosureOutline): readonly OutlineNode[] {
  const { nodes } = outline.primary
  const order = topologicalOrder(new Map([...nodes].map(([id, node]) => [id, node.upstream])))
  return order.flatMap((id) => nodes.get(id) ?? [])
}
