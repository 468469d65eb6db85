import { fromBinary } from '@bufbuild/protobuf'
import { queryOptions } from '@tanstack/react-query'
import { ApiError } from '../errors'
import { type Literal, type LiteralMap, LiteralMapSchema, LiteralSchema } from '../gen/flyteidl/core/literals_pb'
import { readBlobRange } from './blob-reader'

/** More than a page can show is better downloaded. */
const MOST_BYTES = 64 * 1024 * 1024

async function readWhole(basePath: string, uri: string, signal: AbortSignal): Promise<Uint8Array> {
  const { bytes, size = 0 } = await readBlobRange(basePath, uri, 0, MOST_BYTES, signal)
  if (size > MOST_BYTES)
    throw new ApiError('too-large', `The stored value has ${size} bytes; ${MOST_BYTES} can be shown.`)
  return bytes
}

/** A value that Flyte keeps apart because of its size, from storage. @throws ApiError */
export function storedLiteralQuery(basePath: string, uri: string) {
  return queryOptions({
    queryKey: ['stored-literal', uri],
    queryFn: async ({ signal }): Promise<Literal> => fromBinary(LiteralSchema, await readWhole(basePath, uri, signal)),
    staleTime: Infinity,
    structuralSharing: false,
  })
}

/** All inputs or outputs of something, from storage: the file that flyteadmin could not put into its answer. @throws ApiError */
export function storedLiteralMapQuery(basePath: string, uri: string) {
  return queryOptions({
    queryKey: ['stored-literals', uri],
    queryFn: async ({ signal }): Promise<LiteralMap> =>
      fromBinary(LiteralMapSchema, await readWhole(basePath, uri, signal)),
    staleTime: Infinity,
    structuralSharing: false,
  })
}
