import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { create, fromBinary } from '@bufbuild/protobuf'
import type { CompiledWorkflowClosure } from '../../../src/api/gen/flyteidl/core/compiler_pb'
import { DynamicJobSpecSchema } from '../../../src/api/gen/flyteidl/core/dynamic_job_pb'
import { type ExecutionError, NodeExecution_Phase as NodePhase } from '../../../src/api/gen/flyteidl/core/execution_pb'
import { IdentifierSchema, ResourceType } from '../../../src/api/gen/flyteidl/core/identifier_pb'
import { TypedInterfaceSchema } from '../../../src/api/gen/flyteidl/core/interface_pb'
import type { TaskTemplate } from '../../../src/api/gen/flyteidl/core/tasks_pb'
import { CompileError } from '../../compiler/compile-error'
import { compileDynamicWorkflow } from '../../compiler/compile-workflow'
import { userError } from '../../executors/verdict'
import { registeredEntities } from '../../services/workflows'
import type { NodeAtWork } from '../completion'
import { runWorkflow } from '../run-workflow'
import { WorkflowIndex } from '../workflow-index'

/** How the nodes of a dynamic task ended. */
type DynamicEnd =
  | { readonly kind: 'succeeded'; readonly outputUri: string }
  | { readonly kind: 'failed'; readonly error: ExecutionError; readonly retryable: boolean }

/** An id that is the same whenever the same attempt is looked at again. */
function dynamicWorkflowId({ place }: NodeAtWork, attempt: number) {
  const { project, domain, name } = place.scope.run.id
  const seed = [project, domain, name, place.uniqueId, String(attempt)].join('\0')
  return create(IdentifierSchema, {
    resourceType: ResourceType.WORKFLOW,
    project,
    domain,
    name: `dynamic_${place.uniqueId}`,
    version: createHash('sha256').update(seed).digest('hex').slice(0, 32),
  })
}

/**
 * Runs the nodes that a dynamic task made: its `futures.pb` is compiled as a workflow with the task's own interface.
 *
 * Source: flytepropeller `nodes/dynamic/handler.go`; flytekit-tasks.md §4.
 *
 * @param succeeded records that the task itself has succeeded
 */
export async function runDynamic(
  node: NodeAtWork,
  template: TaskTemplate,
  attempt: number,
  made: { readonly futuresUri: string; readonly deckUri: string | undefined },
  succeeded: () => void,
): Promise<DynamicEnd> {
  const { place, ref, inputsUri } = node
  const { cp, recorder } = place.scope.run
  const id = dynamicWorkflowId(node, attempt)
  let closure: CompiledWorkflowClosure
  try {
    const job = fromBinary(DynamicJobSpecSchema, fs.readFileSync(made.futuresUri))
    const types = template.interface ?? create(TypedInterfaceSchema)
    closure = compileDynamicWorkflow(id, types, job, registeredEntities(cp.db))
  } catch (error) {
    const reason =
      error instanceof CompileError ? error.message : `futures.pb is not a job: ${(error as Error).message}`
    recorder.together(succeeded)
    return { kind: 'failed', error: userError('DynamicWorkflowBuildFailed', reason), retryable: false }
  }
  recorder.together(() => {
    succeeded()
    recorder.node(
      ref,
      NodePhase.DYNAMIC_RUNNING,
      {},
      {
        isDynamic: true,
        isParent: true,
        ...(made.deckUri === undefined ? {} : { deckUri: made.deckUri }),
        targetMetadata: {
          case: 'taskNodeMetadata',
          value: { dynamicWorkflow: { id, compiledWorkflow: closure, dynamicJobSpecUri: made.futuresUri } },
        },
      },
    )
  })
  node.leavePlace()
  const index = new WorkflowIndex(closure)
  const end = await runWorkflow(
    {
      run: place.scope.run,
      index,
      graph: index.primary(),
      parent: { uniqueId: place.uniqueId, attempt },
      inDynamic: true,
      inputsUri,
      cancellation: place.cancellation,
      outcomes: new Map(),
    },
    () => undefined,
  )
  return end.kind === 'succeeded' ? end : { kind: 'failed', error: end.error, retryable: true }
}
