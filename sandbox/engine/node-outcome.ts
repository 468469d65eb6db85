import { create } from '@bufbuild/protobuf'
import {
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
  NodeExecution_Phase as NodePhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import type { RecordedNode } from './recorded-run'
import type { Outcome } from './run-context'

/** How a recorded node ended; undefined when it has not. */
export function outcomeOf({ phase, outputUri, error }: RecordedNode): Outcome | undefined {
  switch (phase) {
    case NodePhase.SUCCEEDED:
    case NodePhase.RECOVERED:
      return { kind: 'succeeded', outputUri }
    case NodePhase.SKIPPED:
      return { kind: 'skipped' }
    case NodePhase.ABORTED:
      return { kind: 'aborted' }
    case NodePhase.FAILED:
    case NodePhase.TIMED_OUT: {
      const unknown = create(ExecutionErrorSchema, {
        code: 'Unknown',
        message: 'the node failed',
        kind: ErrorKind.UNKNOWN,
      })
      return { kind: 'failed', error: error ?? unknown, timedOut: phase === NodePhase.TIMED_OUT }
    }
    default:
      return undefined
  }
}
