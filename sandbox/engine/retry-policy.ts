import { create } from '@bufbuild/protobuf'
import {
  type ExecutionError,
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { NodeMetadata } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { SANDBOX_STOPPED } from '../executors/verdict'

/** How often an attempt may fail for no fault of the task. Flytepropeller allows 30; on one machine the cause seldom goes away. */
const SYSTEM_RETRIES = 3

/** Most attempts that a task's own errors may cost: the node's retries, else the task's, and the first attempt. */
export function mostAttempts(task: TaskTemplate | undefined, node: NodeMetadata | undefined): number {
  return (node?.retries?.retries || (task?.metadata?.retries?.retries ?? 0)) + 1
}

/** Whether an attempt is followed by another, and if not, the node's error. */
export type RetryDecision = { readonly retry: true } | { readonly retry: false; readonly error: ExecutionError }

/**
 * Decides what follows a failed attempt. Errors of the user and of the system are counted apart; attempts that ended because the sandbox was stopped
 * are not counted.
 *
 * Source: flytepropeller `nodes/executor.go` `isEligibleForRetry`, `execute`.
 *
 * @param earlier errors of the attempts before this one
 */
export function decideRetry(
  error: ExecutionError,
  retryable: boolean,
  earlier: readonly (ExecutionError | undefined)[],
  attempts: number,
): RetryDecision {
  if (!retryable) return { retry: false, error }
  if (error.code === SANDBOX_STOPPED) return { retry: true }
  const counted = earlier.filter((other) => other?.code !== SANDBOX_STOPPED)
  const system = counted.filter((other) => other?.kind === ErrorKind.SYSTEM).length
  const [current, most] =
    error.kind === ErrorKind.SYSTEM ? [system, SYSTEM_RETRIES] : [counted.length - system + 1, attempts]
  if (current < most) return { retry: true }
  const kind = ErrorKind[error.kind]
  return {
    retry: false,
    error: create(ExecutionErrorSchema, {
      ...error,
      code: `RetriesExhausted|${error.code}`,
      message: `[${current}/${most}] currentAttempt done. Last Error: ${kind}::${error.message}`,
    }),
  }
}
