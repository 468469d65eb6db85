import { create } from '@bufbuild/protobuf'
import { Code, ConnectError, type ConnectRouter } from '@connectrpc/connect'
import {
  type HealthCheckRequest,
  type HealthCheckResponse,
  HealthCheckResponse_ServingStatus as ServingStatus,
  HealthCheckResponseSchema,
  Health,
} from '../../src/api/gen/grpc/health/v1/health_pb'

/** Names that flyteadmin reports on; "" is the server as a whole (admin.md §1). */
const served: readonly string[] = ['', 'flyteadmin']

/** Registers gRPC's health check, which probes call. */
export function registerHealth(router: ConnectRouter): void {
  router.service(Health, {
    check(request: HealthCheckRequest): HealthCheckResponse {
      if (!served.includes(request.service)) throw new ConnectError('unknown service', Code.NotFound)
      return create(HealthCheckResponseSchema, { status: ServingStatus.SERVING })
    },
  })
}
