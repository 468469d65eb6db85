import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** What the control plane says of itself. */
export interface ControlPlaneVersion {
  readonly version: string
  readonly build: string
  readonly buildTime: string
}

/** Also the cheapest question there is: whether anybody is there. */
export async function askVersion(transport: Transport, signal?: AbortSignal): Promise<ControlPlaneVersion> {
  const { controlPlaneVersion } = await createClient(AdminService, transport).getVersion({}, signal ? { signal } : {})
  return {
    version: controlPlaneVersion?.Version ?? '',
    build: controlPlaneVersion?.Build ?? '',
    buildTime: controlPlaneVersion?.BuildTime ?? '',
  }
}

/** Asked once: a control plane of another version is another process. */
export function versionQuery(transport: Transport) {
  return queryOptions({
    queryKey: ['version'],
    queryFn: ({ signal }) => askVersion(transport, signal),
    staleTime: Infinity,
  })
}
