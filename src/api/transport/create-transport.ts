import type { Interceptor, Transport } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { CALL_TIMEOUT_MS } from '../../config/timing'
import { isConnectionLost, toApiError } from '../errors'
import type { ConnectionWatch } from './connection-watch'
import type { ServerClock } from './server-clock'

export interface TransportObservers {
  readonly watch: ConnectionWatch
  readonly clock: ServerClock
}

/** Tells what became of every call: whether somebody answered, and when by the server's clock. */
function observe({ watch, clock }: TransportObservers): Interceptor {
  return (next) => async (request) => {
    const sentAt = Date.now()
    try {
      const response = await next(request)
      clock.note(response.header.get('date'), sentAt, Date.now())
      watch.answered()
      return response
    } catch (error) {
      const failure = toApiError(error)
      if (isConnectionLost(failure)) watch.failed(failure)
      else if (failure.kind !== 'cancelled' && failure.kind !== 'timeout') watch.answered()
      throw error
    }
  }
}

/** Names each call, so that a line in a server's log can be found from the page's network list. */
const nameCall: Interceptor = (next) => (request) => {
  request.header.set('x-request-id', callName())
  return next(request)
}

/** `crypto.randomUUID` is missing on plain HTTP, where a console inside a company often is. */
function callName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** gRPC-Web to the page's own server. Calls fail with Connect's errors; `toApiError` reads them. */
export function createTransport(basePath: string, observers: TransportObservers): Transport {
  return createGrpcWebTransport({
    baseUrl: `${basePath}/rpc`,
    defaultTimeoutMs: CALL_TIMEOUT_MS,
    interceptors: [nameCall, observe(observers)],
  })
}
