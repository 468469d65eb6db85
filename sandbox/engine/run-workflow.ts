import { create } from '@bufbuild/protobuf'
import type { ExecutionError } from '../../src/api/gen/flyteidl/core/execution_pb'
import { ExecutionErrorSchema } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { TypedInterface } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type Literal, LiteralSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import type { Node } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { Cancelled } from './cancellation'
import { uniqueNodeId } from './node-ids'
import type { Scope } from './run-context'
import { type GraphEnd, runGraph } from './run-graph'

/** Name of the input that a failure node gets the error by, if it has one of that name. */
const ERROR_INPUT = 'err'

function isErrorType({ type }: LiteralType): boolean {
  return type.case === 'simple' && type.value === SimpleType.ERROR
}

/** The interface of what a failure node runs; undefined when it cannot be told. */
function interfaceOf(scope: Scope, { target }: Node): TypedInterface | undefined {
  if (target.case === 'taskNode') return scope.index.task(target.value.reference.value).interface
  if (target.case === 'workflowNode' && target.value.reference.case === 'subWorkflowRef') {
    return scope.index.subWorkflow(target.value.reference.value).workflow.template?.interface
  }
  return undefined
}

/** What takes the place of a failure node's `err` input: the error, in the form of the input's type (flytekit-tasks.md §5). */
function errorInput(
  scope: Scope,
  node: Node,
  failedNode: string,
  { message }: ExecutionError,
): Record<string, Literal> {
  const type = interfaceOf(scope, node)?.inputs?.variables[ERROR_INPUT]?.type
  if (!type || !node.inputs.some((binding) => binding.var === ERROR_INPUT)) return {}
  const error = create(LiteralSchema, {
    value: { case: 'scalar', value: { value: { case: 'error', value: { failedNodeId: failedNode, message } } } },
  })
  if (isErrorType(type)) return { [ERROR_INPUT]: error }
  const variant = type.type.case === 'unionType' ? type.type.value.variants.find(isErrorType) : undefined
  if (!variant) return {}
  const tagged = variant.structure
    ? variant
    : create(LiteralTypeSchema, { type: variant.type, structure: { tag: 'FlyteError' } })
  return {
    [ERROR_INPUT]: create(LiteralSchema, {
      value: { case: 'scalar', value: { value: { case: 'union', value: { value: error, type: tagged } } } },
    }),
  }
}

/**
 * Runs a workflow: its nodes and, when they fail, its failure node. The error is then that of the nodes, unless the failure node fails too.
 *
 * @param onFailure called when it is clear that the workflow fails, before other nodes are ended
 * @throws Cancelled when the scope is cancelled, after all nodes have ended
 */
export async function runWorkflow(scope: Scope, onFailure: (error: ExecutionError) => void): Promise<GraphEnd> {
  const end = await runGraph(scope, onFailure)
  const node = scope.graph.workflow.template?.failureNode
  if (end.kind === 'succeeded' || !node) return end
  const outcome = await scope.run.runNode({
    scope,
    node,
    parent: scope.parent,
    uniqueId: uniqueNodeId(scope.parent, node.id),
    cancellation: scope.cancellation,
    overrides: errorInput(scope, node, end.failedNode, end.error),
  })
  if (outcome.kind === 'aborted') throw new Cancelled(scope.cancellation.reason ?? 'the failure node was aborted')
  if (outcome.kind !== 'failed') return end
  const error = outcome.timedOut
    ? create(ExecutionErrorSchema, { ...outcome.error, code: 'TimedOut', message: 'FailureNode Timed-out' })
    : outcome.error
  return { kind: 'failed', error, failedNode: uniqueNodeId(scope.parent, node.id) }
}
