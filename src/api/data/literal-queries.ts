import { fromBinary } from '@bufbuild/protobuf'
import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { ApiError } from '../errors'
import { type Literal, type LiteralMap, LiteralMapSchema, LiteralSchema } from '../gen/flyteidl/core/literals_pb'
import { DataProxyService } from '../gen/flyteidl/service/dataproxy_pb'
import { readBlobRange } from './blob-reader'

/**
 * One value by its `flyte://` address: how values are read whose map is too large for one message.
 *
 * @throws ApiError, `too-large` when the value alone exceeds a message
 */
export function literalQuery(transport: Transport, flyteUrl: string) {
  return queryOptions({
    queryKey: ['literal', flyteUrl],
    queryFn: async ({ signal }): Promise<Literal> => {
      const { data } = await createClient(DataProxyService, transport).getData({ flyteUrl }, { signal })
      if (data.case === 'literal') return data.value
      throw new ApiError('not-found', `There is no value at ${flyteUrl}.`)
    },
    staleTime: Infinity,
    structuralSharing: false,
  })
}

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
