import { WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { type Execution, hasExecutionEnded, isFailure } from './execution'

/** What the executions that were read say about a project and domain. */
export interface ProjectSummary {
  /** How many were read. */
  readonly total: number
  readonly ended: number
  readonly succeeded: number
  readonly failed: number
  /** Between 0 and 1, of those that ended with a result; undefined when none has. */
  readonly successRate: number | undefined
}

/** Counts executions. Those that somebody aborted say nothing about success. */
export function summarise(executions: readonly Execution[]): ProjectSummary {
  const ended = executions.filter(({ phase }) => hasExecutionEnded(phase))
  const succeeded = ended.filter(({ phase }) => phase === Phase.SUCCEEDED).length
  const failed = ended.filter(({ phase }) => isFailure(phase)).length
  return {
    total: executions.length,
    ended: ended.length,
    succeeded,
    failed,
    successRate: succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed),
  }
}
