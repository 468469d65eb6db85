import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { Node, WorkflowTemplate } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { armsOf } from './branch-arms'
import { traverse } from './graph'
import { compareIdentifiers, identifierText } from './identifier-text'
import type { Issues } from './issues'

/** What a workflow and the sub-workflows it uses refer to: each once, in order of identifier. */
export interface Requirements {
  readonly tasks: readonly Identifier[]
  readonly launchPlans: readonly Identifier[]
}

/**
 * Collects every task and launch plan that is needed to compile `template`, through branches, array nodes, failure nodes
 * and sub-workflows. Reports sub-workflows that were not sent and those that contain themselves.
 */
export function requirementsOf(
  template: WorkflowTemplate,
  subWorkflows: ReadonlyMap<string, WorkflowTemplate>,
  issues: Issues,
): Requirements {
  const tasks = new Map<string, Identifier>()
  const launchPlans = new Map<string, Identifier>()
  const root = ''

  const usedBy = (key: string): string[] => {
    const used = new Set<string>()
    const workflow = key === root ? template : subWorkflows.get(key)
    for (const node of workflow === undefined ? [] : allNodes(workflow)) {
      const { case: kind, value } = node.target
      if (kind === 'taskNode' && value.reference.case === 'referenceId') {
        tasks.set(identifierText(value.reference.value), value.reference.value)
      } else if (kind === 'workflowNode' && value.reference.case === 'launchplanRef') {
        launchPlans.set(identifierText(value.reference.value), value.reference.value)
      } else if (kind === 'workflowNode' && value.reference.case === 'subWorkflowRef') {
        const reference = identifierText(value.reference.value)
        if (subWorkflows.has(reference)) used.add(reference)
        else issues.workflowNotFound(node.id, reference)
      }
    }
    return [...used]
  }

  const { cycle } = traverse(root, usedBy)
  if (cycle !== undefined) {
    const path = cycle.slice(1).join('>')
    issues.add('CycleDetected', cycle.at(-1) ?? '', `A workflow must not contain itself [${path}].`)
  }
  return { tasks: sorted(tasks), launchPlans: sorted(launchPlans) }
}

function* allNodes(workflow: WorkflowTemplate): Generator<Node> {
  for (const node of workflow.nodes) yield* withInnerNodes(node)
  if (workflow.failureNode !== undefined) yield* withInnerNodes(workflow.failureNode)
}

function* withInnerNodes(node: Node): Generator<Node> {
  yield node
  const { case: kind, value } = node.target
  if (kind === 'arrayNode' && value.node !== undefined) yield* withInnerNodes(value.node)
  if (kind !== 'branchNode') return
  for (const arm of armsOf(value)) yield* withInnerNodes(arm)
}

function sorted(ids: ReadonlyMap<string, Identifier>): Identifier[] {
  return [...ids.values()].sort(compareIdentifiers)
}
