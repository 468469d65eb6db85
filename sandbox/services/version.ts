import { create } from '@bufbuild/protobuf'
import {
  type GetVersionRequest,
  type GetVersionResponse,
  GetVersionResponseSchema,
} from '../../src/api/gen/flyteidl/admin/version_pb'
import type { ControlPlane } from '../control-plane'

const startedAt = new Date(Date.now() - process.uptime() * 1000)

/** As a flyteadmin without link-time values answers: unknown, and the start of the process in Go's notation (admin.md §3). */
export function getVersion(_cp: ControlPlane, _request: GetVersionRequest): GetVersionResponse {
  const BuildTime = startedAt.toISOString().replace('T', ' ').replace('Z', ' +0000 UTC')
  return create(GetVersionResponseSchema, { controlPlaneVersion: { Build: 'unknown', Version: 'unknown', BuildTime } })
}
