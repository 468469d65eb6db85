import { WorkflowExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { ExecutionKey, FlyteError } from './execution-node'
import type { EntityReference } from './execution-outline'

/** How an execution came to be. A number from the wire that no name is known for keeps its number. */
export type ExecutionMode =
  'manual' | 'scheduled' | 'system' | 'relaunch' | 'child' | 'recovered' | 'trigger' | `unknown (${number})`

/** An execution, read once from the wire. Times are epoch milliseconds with their fraction. */
export interface Execution {
  readonly key: ExecutionKey
  readonly phase: WorkflowExecution_Phase
  readonly createdAt: number | undefined
  readonly startedAt: number | undefined
  readonly updatedAt: number | undefined
  /** Milliseconds; known once it has ended after it had started. */
  readonly duration: number | undefined
  /** The workflow that runs; for a single task the one that Flyte made around it. */
  readonly workflow: EntityReference | undefined
  /** What was launched: a launch plan, or a task. */
  readonly launched: EntityReference | undefined
  readonly mode: ExecutionMode
  /** Who launched it; "" where nobody signs in. */
  readonly principal: string
  readonly scheduledAt: number | undefined
  readonly parent: { readonly execution: ExecutionKey; readonly nodeId: string } | undefined
  /** What it was relaunched or recovered from. */
  readonly reference: ExecutionKey | undefined
  readonly cluster: string
  readonly labels: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  /** In a list, its message is cut to 100 bytes. */
  readonly error: FlyteError | undefined
  readonly abort: { readonly cause: string; readonly principal: string } | undefined
  /** Where its outputs are stored; "" when there are none. */
  readonly outputUri: string
  readonly archived: boolean
}

const endedPhases: ReadonlySet<WorkflowExecution_Phase> = new Set([
  WorkflowExecution_Phase.SUCCEEDED,
  WorkflowExecution_Phase.FAILED,
  WorkflowExecution_Phase.ABORTED,
  WorkflowExecution_Phase.TIMED_OUT,
])

/** Whether an execution can change no more (flyteadmin `pkg/common/executions.go`). */
export function hasExecutionEnded(phase: WorkflowExecution_Phase): boolean {
  return endedPhases.has(phase)
}

/** Whether its end will be a failure: it has failed, or is about to. */
export function isFailure(phase: WorkflowExecution_Phase): boolean {
  return (
    phase === WorkflowExecution_Phase.FAILED ||
    phase === WorkflowExecution_Phase.FAILING ||
    phase === WorkflowExecution_Phase.TIMED_OUT
  )
}

/** When it ended; undefined while it goes on. */
export function executionEnd(execution: Execution): number | undefined {
  if (!hasExecutionEnded(execution.phase)) return undefined
  if (execution.startedAt !== undefined && execution.duration !== undefined)
    return execution.startedAt + execution.duration
  return execution.updatedAt ?? execution.startedAt ?? execution.createdAt
}

/** Milliseconds from its start to its end or to now, both from one instant; undefined when it never started. */
export function executionRunTime(execution: Execution, now: number): number | undefined {
  if (execution.duration !== undefined) return execution.duration
  if (execution.startedAt === undefined) return undefined
  return Math.max(0, (executionEnd(execution) ?? now) - execution.startedAt)
}

/** What can be done with an execution, and why not. flyteadmin ends only what has not ended, and recovers only what failed. */
export function terminateProblem(phase: WorkflowExecution_Phase): string | undefined {
  if (hasExecutionEnded(phase)) return 'It has ended.'
  return undefined
}

export function recoverProblem(phase: WorkflowExecution_Phase): string | undefined {
  if (phase === WorkflowExecution_Phase.SUCCEEDED) return 'It succeeded: there is nothing to recover.'
  if (!hasExecutionEnded(phase)) return 'It has not ended yet.'
  return undefined
}

/** The launched thing when it says more than the workflow does: undefined for the launch plan of the workflow's own name. */
export function notableLaunched(execution: Execution): EntityReference | undefined {
  const { launched, workflow } = execution
  if (launched === undefined || (launched.type === 'plan' && launched.name === workflow?.name)) return undefined
  return launched
}

/** What a person calls the thing that runs: the task for a single task, else the workflow. */
export function executedEntity(execution: Execution): EntityReference | undefined {
  return execution.launched?.type === 'task' ? execution.launched : (execution.workflow ?? execution.launched)
}

/** `housing.pipelines.train` → its last part and what stands before it. */
export function splitName(name: string): { readonly leaf: string; readonly module: string } {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? { leaf: name, module: '' } : { leaf: name.slice(dot + 1), module: name.slice(0, dot) }
}
