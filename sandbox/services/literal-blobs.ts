import { create, fromBinary } from '@bufbuild/protobuf'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { BlobStore } from '../blobs/blob-store'

/**
 * The literals stored at a location. None when the location is empty, absent, outside of the blob store, too large, or no literal map: flyteadmin
 * answers reads of data the same way (admin.md §8.6).
 */
export function readLiterals(blobs: BlobStore, uri: string): LiteralMap {
  try {
    const bytes = uri === '' ? undefined : blobs.read(uri)
    if (bytes !== undefined) return fromBinary(LiteralMapSchema, bytes)
  } catch {
    // Falls through to none.
  }
  return create(LiteralMapSchema)
}
