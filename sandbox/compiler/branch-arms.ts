import type { BranchNode, Node } from '../../src/api/gen/flyteidl/core/workflow_pb'

/** Nodes that a branch may take, in the order of its cases, the else node last. Cases without a node are left out. */
export function armsOf(branch: BranchNode): Node[] {
  const { ifElse } = branch
  if (ifElse === undefined) return []
  const arms = [ifElse.case, ...ifElse.other].map((block) => block?.thenNode)
  if (ifElse.default.case === 'elseNode') arms.push(ifElse.default.value)
  return arms.filter((arm) => arm !== undefined)
}
