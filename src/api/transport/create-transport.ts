import type { Transport } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { CALL_TIMEOUT_MS } from '../../config/timing'

/** gRPC-Web to the page's own server. Calls fail with Connect's errors; `toApiError` reads them. */
export function createTransport(basePath: string): Transport {
  return createGrpcWebTransport({ baseUrl: `${basePath}/rpc`, defaultTimeoutMs: CALL_TIMEOUT_MS })
}
