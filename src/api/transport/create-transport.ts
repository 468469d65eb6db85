import type { Interceptor, Transport } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { CALL_TIMEOUT_MS } from '../../config/timing'
import { toApiError } from '../errors'

/** Every call fails with an ApiError, whatever went wrong. */
const apiErrors: Interceptor = (next) => async (request) => {
  try {
    return await next(request)
  } catch (error) {
    throw toApiError(error)
  }
}

/** gRPC-Web to the page's own server. */
export function createTransport(basePath: string): Transport {
  return createGrpcWebTransport({
    baseUrl: `${basePath}/rpc`,
    defaultTimeoutMs: CALL_TIMEOUT_MS,
    interceptors: [apiErrors],
  })
}
