import type { BranchNode } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { checkBindings } from './bindings'
import { armsOf } from './branch-arms'
import { checkCondition } from './conditions'
import { endNodeId, startNodeId } from './graph'
import { identifierText } from './identifier-text'
import type { Issues } from './issues'
import type { NodeInBuild } from './node-in-build'
import { deriveInterface } from './node-interface'
import type { WorkflowBuild } from './workflow-build'

/** Checks a node for itself, not how its inputs are bound; derives its interface, names and checks the nodes inside a branch. */
export function checkNode(build: WorkflowBuild, node: NodeInBuild, issues: Issues): void {
  if (node.id === '') issues.valueRequired('<node>', 'Id')
  if (node.id === startNodeId || node.id === endNodeId) return
  if (deriveInterface(build, node, issues) !== undefined) node.checkAliases(issues)
  node.node.upstreamNodeIds.sort()
  const { case: kind, value } = node.node.target
  if (kind === 'branchNode') checkBranch(build, node, value, issues)
  else if (kind === 'workflowNode' && value.reference.case === 'subWorkflowRef') {
    build.usedSubWorkflows.add(identifierText(value.reference.value))
  }
}

function checkBranch(build: WorkflowBuild, node: NodeInBuild, branch: BranchNode, issues: Issues): void {
  const before = issues.count
  const { ifElse } = branch
  if (ifElse?.case === undefined) checkCondition(node, undefined, issues)
  const blocks = ifElse === undefined ? [] : [ifElse.case, ...ifElse.other].filter((block) => block !== undefined)
  for (const block of blocks) {
    checkCondition(node, block.condition, issues)
    if (block.thenNode === undefined) issues.add('BranchNodeIdNotFound', node.id, 'BranchNode not assigned')
  }
  if (ifElse?.default.case === undefined) {
    const text = 'Branch Node must have either the else case set or a default error.'
    issues.add('BranchNodeHasNoDefault', node.id, text)
  }
  const arms = armsOf(branch).map((arm) => build.of(arm))
  for (const arm of arms) checkNode(build, arm, issues)
  if (issues.count > before) return
  for (const arm of arms) connectInner(build, arm, issues)
}

/** Checks the bindings of a node that others may refer to, and adds the edges that these and its upstream ids make. */
export function connect(build: WorkflowBuild, node: NodeInBuild, issues: Issues): void {
  if (node.interface === undefined) return
  for (const id of node.node.upstreamNodeIds) build.graph.addEdge(id, node.id)
  checkBindings(build, node, node.interface.inputs, 'both', issues)
}

/** As {@link connect}, for nodes that no other depends on: inside a branch, or the failure node. */
export function connectInner(build: WorkflowBuild, node: NodeInBuild, issues: Issues): void {
  if (node.interface === undefined) return
  checkBindings(build, node, node.interface.inputs, 'upstream', issues)
}
