import { create } from '@bufbuild/protobuf'
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from '@connectrpc/connect'
import {
  type HealthCheckRequest,
  type HealthCheckResponse,
  HealthCheckResponse_ServingStatus as ServingStatus,
  HealthCheckResponseSchema,
  Health,
} from '../../src/api/gen/grpc/health/v1/health_pb'

/** Names that flyteadmin reports on; "" is the server as a whole (admin.md §1). */
const served: readonly string[] = ['', 'flyteadmin']

/** Registers gRPC's health check, which probes call. What answers serves: it is ready before it is registered, and gone when it stops. */
export function registerHealth(router: ConnectRouter): void {
  router.service(Health, {
    check(request: HealthCheckRequest): HealthCheckResponse {
      if (!served.includes(request.service)) throw new ConnectError('unknown service', Code.NotFound)
      return create(HealthCheckResponseSchema, { status: ServingStatus.SERVING })
    },

    /** Says the status at once and keeps the stream open, as gRPC's health protocol wants; an unknown name is a status here, no error. */
    async *watch(request: HealthCheckRequest, context: HandlerContext): AsyncGenerator<HealthCheckResponse> {
      const known = served.includes(request.service)
      yield create(HealthCheckResponseSchema, { status: known ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN })
      const { signal } = context
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
  })
}
