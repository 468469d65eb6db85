import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** What the control plane says of itself. */
export interface ControlPlaneVersion {
  readonly version: string
  readonly build: string
  readonly buildTime: string
}

/** Asked once: a control plane of another version is another process. */
export function versionQuery(transport: Transport) {
  return queryOptions({
    queryKey: ['version'],
    queryFn: async ({ signal }): Promise<ControlPlaneVersion> => {
      const { controlPlaneVersion } = await createClient(AdminService, transport).getVersion({}, { signal })
      return {
        version: controlPlaneVersion?.Version ?? '',
        build: controlPlaneVersion?.Build ?? '',
        buildTime: controlPlaneVersion?.BuildTime ?? '',
      }
    },
    staleTime: Infinity,
  })
}
