import { type BranchNode, type ChildNode, inlineTokens, sizeWords, type ValueNode } from './value-tree'

/** One line of an opened tree. */
export interface ValueRow {
  /** Its place, as indexes from the outside in; also its identity. */
  readonly path: string
  readonly depth: number
  readonly child: ChildNode
  /** Undefined when there is nothing to open. */
  readonly open: boolean | undefined
  readonly summary: string
}

/** Parts that are worth opening: not the ones that say everything on their line. */
export function opensInto(node: ValueNode): BranchNode | undefined {
  if (node.kind === 'union') return opensInto(node.value)
  return node.kind === 'branch' && node.size > 0 ? node : undefined
}

/** The most parts of a struct that is opened without being asked to. */
const FEW = 6

/** Whether a part is open before anybody has said: a small struct near the top, not what fits on its line anyway. */
export function opensByItself(branch: BranchNode, depth: number): boolean {
  return depth === 0 && branch.size <= FEW && inlineTokens(branch, 48) === undefined
}

/** The lines of a tree, with the parts that are open in it. */
export function valueRows(
  root: BranchNode,
  isOpen: (path: string, branch: BranchNode, depth: number) => boolean,
): readonly ValueRow[] {
  const rows: ValueRow[] = []
  const visit = (branch: BranchNode, prefix: string, depth: number) => {
    for (let index = 0; index < branch.size; index++) {
      const child = branch.child(index)
      const path = `${prefix}${index}`
      const inner = opensInto(child.node)
      const open = inner ? isOpen(path, inner, depth) : undefined
      rows.push({ path, depth, child, open, summary: inner ? sizeWords(inner) : '' })
      if (inner && open) visit(inner, `${path}.`, depth + 1)
    }
  }
  visit(root, '', 0)
  return rows
}
