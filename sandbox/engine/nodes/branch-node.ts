import {
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
  NodeExecution_Phase as NodePhase,
} from '../../../src/api/gen/flyteidl/core/execution_pb'
import { create } from '@bufbuild/protobuf'
import type { LiteralMap } from '../../../src/api/gen/flyteidl/core/literals_pb'
import type { IfElseBlock, Node } from '../../../src/api/gen/flyteidl/core/workflow_pb'
import { Cancelled } from '../cancellation'
import type { Completion, NodeAtWork } from '../completion'
import { uniqueNodeId } from '../node-ids'
import { holds, MalformedBranchError } from '../values/conditions'

/** Which arm of a branch is taken, and which are not. */
type Decision =
  | { readonly taken: Node; readonly others: readonly Node[] }
  | { readonly failed: { readonly code: string; readonly message: string } }

/**
 * Decides a branch: the first condition that holds, else the default arm. Conditions after that are not looked at.
 *
 * Source: flytepropeller `branch.DecideBranch`.
 */
export function decideBranch(block: IfElseBlock, inputs: LiteralMap): Decision {
  const arms = [...(block.case ? [block.case] : []), ...block.other]
  const fallback = block.default.case === 'elseNode' ? block.default.value : undefined
  const nodes = [...arms.map((arm) => arm.thenNode), fallback].filter((node) => node !== undefined)
  let taken: Node | undefined
  try {
    taken = arms.find((arm) => holds(arm.condition, inputs))?.thenNode ?? fallback
  } catch (error) {
    if (!(error instanceof MalformedBranchError)) throw error
    return { failed: { code: 'MalformedBranchUserError', message: error.message } }
  }
  if (taken) return { taken, others: nodes.filter((node) => node !== taken) }
  if (block.default.case === 'error') {
    return { failed: { code: 'UserProvidedError', message: block.default.value.message } }
  }
  return { failed: { code: 'MalformedBranchUserError', message: 'No branch satisfied' } }
}

/** A branch: runs the arm that its condition selects; its outputs are that node's. The others are recorded as skipped. */
export async function runBranchNode(node: NodeAtWork): Promise<Completion> {
  const { place, ref } = node
  const { scope, cancellation } = place
  const { recorder, recorded, runNode, literals } = scope.run
  const block = place.node.target.case === 'branchNode' ? place.node.target.value.ifElse : undefined
  const failed = (code: string, message: string): Completion => ({
    kind: 'failed',
    error: create(ExecutionErrorSchema, { code, message, kind: ErrorKind.USER }),
  })
  if (!block) return failed('MalformedBranchUserError', 'the branch has no conditions')
  const decision = decideBranch(block, literals.wholeMap(node.inputs()))
  if ('failed' in decision) return failed(decision.failed.code, decision.failed.message)

  const parent = { uniqueId: place.uniqueId, attempt: 0 }
  recorder.together(() => {
    recorder.node(ref, NodePhase.RUNNING)
    for (const other of decision.others) {
      const uniqueId = uniqueNodeId(parent, other.id)
      if (recorded.node(uniqueId)) continue
      const name = other.metadata?.name || other.id
      recorder.node(
        { uniqueId, specNodeId: other.id, name, parent, isArray: false, inDynamic: scope.inDynamic },
        NodePhase.SKIPPED,
      )
    }
  })
  const uniqueId = uniqueNodeId(parent, decision.taken.id)
  const outcome = await runNode({ scope, node: decision.taken, parent, uniqueId, cancellation })
  scope.outcomes.set(decision.taken.id, outcome)
  switch (outcome.kind) {
    case 'succeeded':
      return outcome
    case 'failed':
      return outcome
    case 'aborted':
    case 'skipped':
      throw new Cancelled(cancellation.reason ?? 'the node of the branch was aborted')
  }
}
