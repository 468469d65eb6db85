import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type ExecutionClosure,
  ExecutionCreateRequestSchema,
  ExecutionMetadata_ExecutionMode as Mode,
  ExecutionRecoverRequestSchema,
  ExecutionTerminateRequestSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import {
  type ExecutionError,
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
  WorkflowExecution_Phase as Phase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  type Identifier,
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { LiteralMap } from '../../src/api/gen/flyteidl/core/literals_pb'
import { createExecution } from '../services/create-execution'
import { executionOf, findExecutionRow } from '../services/execution-rows'
import { terminateExecution } from '../services/executions'
import { isEndOfWorkflow } from '../services/phases'
import { recoverExecution } from '../services/relaunch'
import { type Cancellation, Cancelled } from './cancellation'
import { childExecutionName } from './node-ids'
import type { NodePlace, RunContext } from './run-context'
import { endName } from './waiter-names'

/** A child execution, by what started it. */
export interface ChildExecution {
  readonly run: RunContext
  readonly id: WorkflowExecutionIdentifier
}

/** How a child execution ended. */
export type ChildEnd =
  | { readonly kind: 'succeeded'; readonly outputUri: string }
  | { readonly kind: 'failed'; readonly error: ExecutionError }

/** Who acts when the engine does. */
const ENGINE = { subject: '' }

/** The child execution of a launch plan node, or of one item of an array node. Its name is the same whenever it is asked for. */
export function childOf({ scope, uniqueId }: NodePlace, index?: number): ChildExecution {
  const { project, domain, name } = scope.run.id
  const child = childExecutionName(name, uniqueId, 0, index)
  return { run: scope.run, id: create(WorkflowExecutionIdentifierSchema, { project, domain, name: child }) }
}

function parentOf({ run, id }: ChildExecution) {
  const row = findExecutionRow(run.cp.db, id)
  return row && executionOf(row).spec?.metadata?.parentNodeExecution
}

/**
 * Starts a child execution, unless it has been started before.
 *
 * @param recovered the child of the execution that is recovered
 * @returns the reason when it is refused
 */
function startChild(
  child: ChildExecution,
  launchPlan: Identifier,
  nodeId: string,
  inputs: LiteralMap,
  recovered: WorkflowExecutionIdentifier | undefined,
): ExecutionError | undefined {
  const { run, id } = child
  const { cp, spec, settings } = run
  const parentNodeExecution = { nodeId, executionId: run.id }
  try {
    if (recovered) {
      const request = { id: recovered, name: id.name, metadata: { mode: Mode.CHILD_WORKFLOW, parentNodeExecution } }
      recoverExecution(cp, create(ExecutionRecoverRequestSchema, request), ENGINE)
      return undefined
    }
    const { project, domain, name } = id
    const { labels, annotations, rawOutputDataConfig, interruptible, envs } = settings
    const request = create(ExecutionCreateRequestSchema, {
      project,
      domain,
      name,
      inputs,
      spec: {
        launchPlan,
        metadata: {
          mode: Mode.CHILD_WORKFLOW,
          principal: spec.metadata?.principal ?? '',
          nesting: (spec.metadata?.nesting ?? 0) + 1,
          parentNodeExecution,
        },
        maxParallelism: spec.maxParallelism,
        overwriteCache: settings.overwriteCache,
        ...(spec.securityContext && { securityContext: spec.securityContext }),
        ...(labels && { labels }),
        ...(annotations && { annotations }),
        ...(rawOutputDataConfig && { rawOutputDataConfig }),
        ...(interruptible === undefined ? {} : { interruptible }),
        ...(envs && { envs }),
      },
    })
    createExecution(cp, request, ENGINE)
    return undefined
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error
    // Started before a crash; but an execution of that name may also be somebody else's.
    if (error.code === Code.AlreadyExists && parentOf(child)?.nodeId === nodeId) return undefined
    return create(ExecutionErrorSchema, {
      code: 'RuntimeExecutionError',
      message: `failed to start the launch plan ${launchPlan.name}: ${error.rawMessage}`,
      kind: ErrorKind.USER,
    })
  }
}

function endOf(id: WorkflowExecutionIdentifier, { phase, outputResult }: ExecutionClosure): ChildEnd {
  const { case: kind, value } = outputResult
  if (phase === Phase.SUCCEEDED) {
    const uri = kind === 'outputs' && value.data.case === 'uri' ? value.data.value : ''
    return { kind: 'succeeded', outputUri: uri }
  }
  if (kind === 'error') return { kind: 'failed', error: value }
  const error = create(ExecutionErrorSchema, {
    code: 'RemoteChildWorkflowExecutionFailed',
    message: `launchplan [${id.name}] ${phase === Phase.ABORTED ? 'aborted' : 'failed'}`,
    kind: ErrorKind.USER,
  })
  return { kind: 'failed', error }
}

/**
 * Waits for the end of a child execution.
 *
 * @throws Cancelled after it has asked the child to end
 */
async function childEnd({ run, id }: ChildExecution, cancellation: Cancellation): Promise<ChildEnd> {
  try {
    for (;;) {
      const ended = run.waiters.next(endName(id))
      const row = findExecutionRow(run.cp.db, id)
      const closure = row && executionOf(row).closure
      if (!closure) throw new Error(`the child execution ${id.name} is gone`)
      if (isEndOfWorkflow(closure.phase)) return endOf(id, closure)
      await cancellation.race(ended)
    }
  } catch (error) {
    if (error instanceof Cancelled) endChild({ run, id }, error.message)
    throw error
  }
}

function endChild({ run, id }: ChildExecution, reason: string): void {
  const cause = `cascading abort as parent execution id [${run.id.name}] aborted, reason [${reason}]`
  try {
    terminateExecution(run.cp, create(ExecutionTerminateRequestSchema, { id, cause }), ENGINE)
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof ConnectError)) throw error
  }
}

/** What a child execution is started with. */
export interface ChildStart {
  readonly launchPlan: Identifier
  /** Unique id of the node that it belongs to. */
  readonly nodeId: string
  readonly inputs: () => LiteralMap
  /** The child of the execution that is recovered. */
  readonly recovered?: WorkflowExecutionIdentifier | undefined
}

/**
 * Starts a child execution, unless an earlier process has started it, and waits for its end.
 *
 * @param started called when it is there
 * @throws Cancelled after it has asked the child to end
 */
export async function runChild(
  child: ChildExecution,
  start: ChildStart,
  cancellation: Cancellation,
  started: () => void,
): Promise<ChildEnd> {
  if (cancellation.reason !== undefined) {
    endChild(child, cancellation.reason)
    throw new Cancelled(cancellation.reason)
  }
  const refused = startChild(child, start.launchPlan, start.nodeId, start.inputs(), start.recovered)
  if (refused) return { kind: 'failed', error: refused }
  started()
  return childEnd(child, cancellation)
}
