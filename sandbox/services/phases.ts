import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
  WorkflowExecution_Phase as WorkflowPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'

const ENDED_WORKFLOW: ReadonlySet<WorkflowPhase> = new Set([
  WorkflowPhase.SUCCEEDED,
  WorkflowPhase.FAILED,
  WorkflowPhase.TIMED_OUT,
  WorkflowPhase.ABORTED,
])

const ENDED_NODE: ReadonlySet<NodePhase> = new Set([
  NodePhase.SUCCEEDED,
  NodePhase.FAILED,
  NodePhase.TIMED_OUT,
  NodePhase.ABORTED,
  NodePhase.SKIPPED,
  NodePhase.RECOVERED,
])

/** RETRYABLE_FAILED is not an end: the attempt's events may go on. */
const ENDED_TASK: ReadonlySet<TaskPhase> = new Set([TaskPhase.SUCCEEDED, TaskPhase.FAILED, TaskPhase.ABORTED])

/** Whether nothing can change an execution's phase any more (admin.md §9). */
export function isEndOfWorkflow(phase: WorkflowPhase): boolean {
  return ENDED_WORKFLOW.has(phase)
}

/** Whether nothing can change a node's phase any more (admin.md §9). */
export function isEndOfNode(phase: NodePhase): boolean {
  return ENDED_NODE.has(phase)
}

/** Whether nothing can change an attempt's phase any more (admin.md §9). */
export function isEndOfTask(phase: TaskPhase): boolean {
  return ENDED_TASK.has(phase)
}

/** Name of an enum value as rows and messages spell it; a number that a newer client sent stays a number. */
export function enumName(names: Readonly<Record<number, string>>, value: number): string {
  return names[value] ?? String(value)
}

/** The value that `enumName` gave a name to. */
export function enumValue<E extends number>(names: Readonly<Record<string, string | E>>, name: string): E {
  const value = names[name]
  return typeof value === 'number' ? value : (Number(name) as E)
}

/**
 * What becomes of a workflow event (admin.md §9.1). `recorded`: sent before, the sender may go on. `ended`, `requeued`, `aborting`: refused because
 * the stored phase is final, RUNNING, or ABORTING.
 */
export type WorkflowVerdict = 'accepted' | 'recorded' | 'ended' | 'requeued' | 'aborting'

/** Verdict on a workflow event with phase `next` when `stored` is recorded. */
export function judgeWorkflowEvent(stored: WorkflowPhase, next: WorkflowPhase): WorkflowVerdict {
  // A repeated QUEUED hands the execution to another cluster.
  if (stored === next && next !== WorkflowPhase.QUEUED) return 'recorded'
  if (isEndOfWorkflow(stored)) return 'ended'
  if (stored === WorkflowPhase.RUNNING && next === WorkflowPhase.QUEUED) return 'requeued'
  if (stored === WorkflowPhase.ABORTING && !isEndOfWorkflow(next)) return 'aborting'
  return 'accepted'
}

/** Verdict on a node event with phase `next` when `stored` is recorded (admin.md §9.2). */
export function judgeNodeEvent(stored: NodePhase, next: NodePhase): 'accepted' | 'recorded' | 'ended' {
  if (stored === next) return 'recorded'
  return isEndOfNode(stored) ? 'ended' : 'accepted'
}

/** A task's phase counts up by versions: the same phase may come again with a higher one. */
export interface VersionedTaskPhase {
  readonly phase: TaskPhase
  readonly version: number
}

/** Verdict on a task event with phase `next` when `stored` is recorded (admin.md §9.3). */
export function judgeTaskEvent(
  stored: VersionedTaskPhase,
  next: VersionedTaskPhase,
): 'accepted' | 'recorded' | 'ended' {
  if (stored.phase === next.phase && stored.version >= next.version) return 'recorded'
  return isEndOfTask(stored.phase) ? 'ended' : 'accepted'
}
