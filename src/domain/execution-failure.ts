import { ExecutionError_ErrorKind, NodeExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import { type Attempt, hasAttemptFailed } from './execution-attempt'
import { itemErrors, type MapItem } from './execution-map'
import { type ExecutionKey, type FlyteError, hasNodeFailed, isBoundaryNode, type NodeExecution } from './execution-node'
import { type ErrorText, parseErrorText } from './execution-traceback'

/** One step from an execution down to what failed in it. */
export interface FailureStep {
  readonly execution: ExecutionKey
  readonly node: NodeExecution
}

/** Why an execution fails: the first thing that went wrong, with the way to it. */
export interface RootCause {
  /** From the top level down; empty when no node failed and the execution itself has the error. */
  readonly path: readonly FailureStep[]
  readonly error: FlyteError
  /** Attempts of the node that failed, as far as they are known. */
  readonly attempts: number | undefined
  /** Indexes of the items that failed, when it is a map task. */
  readonly items: readonly number[]
  /** Epoch milliseconds. */
  readonly at: number | undefined
}

/** Codes with which propeller marks what it stopped because of something else (flytepropeller `nodes/executor.go`, `workflow/executor.go`). */
const consequenceMessages = /auto-abort|^Workflow aborted|^Workflow\[.*\] (?:failed|aborted)/

/**
 * The node among siblings that failed first, by the time of its last change; nodes that were stopped because another
 * failed do not count while there is one that failed by itself.
 */
export function firstFailure(nodes: readonly NodeExecution[]): NodeExecution | undefined {
  const failed = nodes.filter((node) => hasNodeFailed(node.phase) && !isBoundaryNode(node))
  const own = failed.filter((node) => !consequenceMessages.test(node.error?.message ?? ''))
  return (own.length > 0 ? own : failed).reduce<NodeExecution | undefined>((first, node) => {
    if (first === undefined) return node
    return (node.updatedAt ?? Infinity) < (first.updatedAt ?? Infinity) ? node : first
  }, undefined)
}

/** The attempt that a node failed with: its last failed one. */
export function failedAttempt(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts
    .filter((attempt) => hasAttemptFailed(attempt.phase))
    .reduce<Attempt | undefined>(
      (last, attempt) => (last === undefined || attempt.attempt > last.attempt ? attempt : last),
      undefined,
    )
}

/** The failed items of a map task, those with an error of their own first. */
export function failedItems(items: readonly MapItem[], error: FlyteError): readonly number[] {
  const named = itemErrors(error.message)
  const failed = items.filter((item) => item.state === 'failed').map((item) => item.index)
  return [...failed.filter((index) => named.has(index)), ...failed.filter((index) => !named.has(index))]
}

/** What to say of a code that Flyte or Kubernetes gives, in place of the bare word. */
const codeMeanings: Readonly<Record<string, string>> = {
  OOMKilled: 'the container ran out of memory',
  Timeout: 'it took longer than it may',
  ReceivedRejectSignal: 'somebody rejected it',
  ImagePullBackOff: 'the container image could not be pulled',
  ErrImagePull: 'the container image could not be pulled',
  CreateContainerConfigError: 'the container could not be configured',
  Interrupted: 'the machine was taken away',
  NodeAborted: 'it was stopped',
}

export interface ExplainedError extends ErrorText {
  /** The code with what it means, or the error's own first line. */
  readonly title: string
  readonly kind: 'User' | 'System' | 'Unknown'
  readonly code: string
}

/** An error made readable: a title, who is to blame, and its text taken apart. */
export function explainError(error: FlyteError): ExplainedError {
  const text = parseErrorText(error.message)
  const code = error.code === '' ? 'Unknown' : error.code
  const meaning = codeMeanings[code]
  // Containers killed for their memory often say so only in words, under the code of any other failure.
  const killed = /\bOOMKilled\b/.test(error.message) ? codeMeanings.OOMKilled : undefined
  const title =
    killed !== undefined
      ? `OOMKilled: ${killed}`
      : meaning !== undefined
        ? `${code}: ${meaning}`
        : text.headline || code
  return { ...text, title, code, kind: kindName(error.kind) }
}

function kindName(kind: ExecutionError_ErrorKind): ExplainedError['kind'] {
  if (kind === ExecutionError_ErrorKind.USER) return 'User'
  return kind === ExecutionError_ErrorKind.SYSTEM ? 'System' : 'Unknown'
}

/** Whether a node may still hold the reason of a failure below it. */
export function leadsDown(node: NodeExecution): boolean {
  return node.isParent || node.child !== undefined || node.phase === NodeExecution_Phase.FAILING
}
