import { create } from '@bufbuild/protobuf'
import {
  type ExecutionError,
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import { WorkflowMetadata_OnFailurePolicy as FailurePolicy } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { Cancellation, Cancelled } from './cancellation'
import { uniqueNodeId } from './node-ids'
import { outcomeOf } from './node-outcome'
import type { Outcome, Scope } from './run-context'

export const START_NODE = 'start-node'
export const END_NODE = 'end-node'

/** How the nodes of a workflow ended, all together. */
export type GraphEnd =
  | { readonly kind: 'succeeded'; readonly outputUri: string }
  | { readonly kind: 'failed'; readonly error: ExecutionError; readonly failedNode: string }

const AUTO_ABORT = 'Some node execution failed, auto-abort.'

/** What a workflow says when one of its nodes has failed (flytepropeller `handleRunningWorkflow`). */
function errorOf(nodeId: string, outcome: Outcome & { readonly kind: 'failed' }): ExecutionError {
  if (!outcome.timedOut) return outcome.error
  return create(ExecutionErrorSchema, {
    code: 'Timeout',
    message: `Timeout in node ${nodeId}: ${outcome.error.message}`,
    kind: ErrorKind.USER,
  })
}

/**
 * Runs the nodes of a workflow, each as soon as all that is before it has succeeded. When one fails, the others are ended or, if the workflow's policy
 * says so, finished as far as they do not need it.
 *
 * @param onFailure called when it is clear that the workflow fails, before other nodes are ended
 * @throws Cancelled when the scope is cancelled, after all nodes have ended
 */
export async function runGraph(scope: Scope, onFailure: (error: ExecutionError) => void): Promise<GraphEnd> {
  const { graph, run, outcomes } = scope
  const policy = graph.workflow.template?.metadata?.onFailure
  const failsAtOnce = policy !== FailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE
  const waitsFor = new Map([...graph.nodes.keys()].map((id) => [id, (graph.upstream.get(id) ?? []).length]))
  const others = new Cancellation(scope.cancellation)
  const uniqueId = (id: string) => uniqueNodeId(scope.parent, id)
  let failure: { readonly error: ExecutionError; readonly node: string } | undefined

  const ready: string[] = [...waitsFor].filter(([, count]) => count === 0).map(([id]) => id)
  const settle = (id: string, outcome: Outcome) => {
    outcomes.set(id, outcome)
    if (outcome.kind === 'failed') {
      failure ??= { error: errorOf(id, outcome), node: uniqueId(id) }
    } else if (outcome.kind !== 'aborted') {
      for (const next of graph.downstream.get(id) ?? []) {
        const left = (waitsFor.get(next) ?? 1) - 1
        waitsFor.set(next, left)
        if (left === 0) ready.push(next)
      }
    }
  }

  // What an earlier process saw end comes first: should that be a failure, nothing new must begin.
  const open: string[] = []
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    const recorded = run.recorded.node(uniqueId(id))
    const outcome = recorded && outcomeOf(recorded)
    if (outcome) settle(id, outcome)
    else open.push(id)
  }
  ready.push(...open)

  await new Promise<void>((resolve, reject) => {
    let running = 0
    let failing = false
    const begin = (id: string) => {
      const node = graph.nodes.get(id)
      if (!node) return
      const skipped = (graph.upstream.get(id) ?? []).some((before) => outcomes.get(before)?.kind === 'skipped')
      running++
      run
        .runNode({ scope, node, parent: scope.parent, uniqueId: uniqueId(id), cancellation: others, skipped })
        .then((outcome) => {
          running--
          settle(id, outcome)
          proceed()
        })
        .catch(reject)
    }
    const proceed = () => {
      if (failure && !failing && others.reason === undefined && failsAtOnce) {
        failing = true
        onFailure(failure.error)
        others.cancel(AUTO_ABORT)
      }
      // Once cancelled, only what has begun is looked at again, to be ended.
      for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
        if (others.reason === undefined || run.recorded.node(uniqueId(id))) begin(id)
      }
      if (running === 0) resolve()
    }
    try {
      proceed()
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)))
    }
  })
  others.dispose()

  if (scope.cancellation.reason !== undefined) throw new Cancelled(scope.cancellation.reason)
  if (failure) {
    if (!failsAtOnce) onFailure(failure.error)
    return { kind: 'failed', error: failure.error, failedNode: failure.node }
  }
  const end = outcomes.get(END_NODE)
  return { kind: 'succeeded', outputUri: end?.kind === 'succeeded' ? end.outputUri : '' }
}
