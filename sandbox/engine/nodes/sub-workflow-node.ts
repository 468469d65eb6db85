import { NodeExecution_Phase as NodePhase } from '../../../src/api/gen/flyteidl/core/execution_pb'
import type { Identifier } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import type { Completion, NodeAtWork } from '../completion'
import { runWorkflow } from '../run-workflow'

/** A sub-workflow: its nodes run as this node's children, with start and end nodes of their own. */
export async function runSubWorkflowNode({ place, ref, inputsUri }: NodeAtWork, id: Identifier): Promise<Completion> {
  const { scope, uniqueId, cancellation } = place
  const graph = scope.index.subWorkflow(id)
  scope.run.recorder.node(ref, NodePhase.RUNNING, {}, { isParent: true })
  return runWorkflow(
    {
      run: scope.run,
      index: scope.index,
      graph,
      parent: { uniqueId, attempt: 0 },
      inDynamic: scope.inDynamic,
      inputsUri,
      cancellation,
      outcomes: new Map(),
    },
    () => undefined,
  )
}
