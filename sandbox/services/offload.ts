import { toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import type { ExecutionError } from '../../src/api/gen/flyteidl/core/execution_pb'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { BlobStore } from '../blobs/blob-store'
import type { Outcome } from './event-outcome'

/** Largest output data in an event, in bytes: flyteadmin's `remoteData.maxSizeInBytes`. Anything larger has to come as a location. */
const LARGEST_OUTPUT = 2 * 1024 * 1024

type OutputResult =
  | { readonly case: 'outputUri'; readonly value: string }
  | { readonly case: 'error'; readonly value: ExecutionError }
  | { readonly case: 'outputData'; readonly value: LiteralMap }
  | { readonly case: undefined; readonly value?: undefined }

/**
 * Refuses too much output data.
 *
 * @throws ResourceExhausted (admin.md §9.1)
 */
export function checkOutputSize(result: OutputResult): void {
  if (result.case !== 'outputData') return
  const size = toBinary(LiteralMapSchema, result.value).length
  if (size <= LARGEST_OUTPUT) return
  throw new ConnectError(
    `Output data size exceeds platform configured threshold (${size} > ${LARGEST_OUTPUT})`,
    Code.ResourceExhausted,
  )
}

/** Stores a literal map as a blob and gives its location. */
export function offload(blobs: BlobStore, uri: string, data: LiteralMap): string {
  blobs.write(uri, toBinary(LiteralMapSchema, data))
  return uri
}

/**
 * How an event says that something ended, with output data put into a blob at `uri`. An empty location says nothing, as in flyteadmin.
 */
export function offloadedOutcome(blobs: BlobStore, uri: string, result: OutputResult): Outcome {
  switch (result.case) {
    case 'outputData':
      return { case: 'outputUri', value: offload(blobs, uri, result.value) }
    case 'outputUri':
      return result.value === '' ? { case: undefined } : result
    case 'error':
      return result
    case undefined:
      return { case: undefined }
  }
}
