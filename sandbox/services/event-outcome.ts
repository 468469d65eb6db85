import type { ExecutionError } from '../../src/api/gen/flyteidl/core/execution_pb'

/** How an event says that something ended, after output data has been put into a blob. */
export type Outcome =
  | { readonly case: 'outputUri'; readonly value: string }
  | { readonly case: 'error'; readonly value: ExecutionError }
  | { readonly case: undefined }
