import { NodeExecutionClosureSchema } from '../../../src/api/gen/flyteidl/admin/node_execution_pb'
import { NodeExecution_Phase as NodePhase } from '../../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier, WorkflowExecutionIdentifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { fromBinary } from '@bufbuild/protobuf'
import { findExecutionRow } from '../../services/execution-rows'
import { findNodeRow } from '../../services/node-rows'
import { childOf, runChild } from '../child-execution'
import type { Completion, NodeAtWork } from '../completion'
import type { NodePlace } from '../run-context'

/** The child that the same node had in the execution that is recovered. */
function recoveredChild({ scope, uniqueId }: NodePlace): WorkflowExecutionIdentifier | undefined {
  const { cp, recoveredId } = scope.run
  const row = recoveredId && findNodeRow(cp.db, { executionId: recoveredId, nodeId: uniqueId })
  const metadata = row && fromBinary(NodeExecutionClosureSchema, row.closure).targetMetadata
  return metadata?.case === 'workflowNodeMetadata' ? metadata.value.executionId : undefined
}

/**
 * A launch plan node: starts a child execution and waits for its end.
 *
 * Source: flytepropeller `nodes/subworkflow/launchplan.go`.
 */
export async function runLaunchPlanNode(node: NodeAtWork, launchPlan: Identifier): Promise<Completion> {
  const { place, ref } = node
  const child = childOf(place)
  const targetMetadata = { case: 'workflowNodeMetadata', value: { executionId: child.id } } as const
  const start = { launchPlan, nodeId: place.uniqueId, inputs: node.inputs, recovered: recoveredChild(place) }
  const end = await runChild(child, start, place.cancellation, () => {
    // Not with the first event of the node: there it would be passed over (admin.md §9.2).
    place.scope.run.recorder.node(ref, NodePhase.RUNNING, {}, { targetMetadata })
  })
  return findExecutionRow(place.scope.run.cp.db, child.id) ? { ...end, targetMetadata } : end
}
