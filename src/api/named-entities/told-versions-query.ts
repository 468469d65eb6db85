import { timestampMs } from '@bufbuild/protobuf/wkt'
import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { REGISTRY_TALLY_POLL_MS } from '../../config/timing'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import type { ToldVersion } from '../../domain/entities/version-tally'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import type { Identifier } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { namedEntityKeys } from './named-entity-queries'

/** Versions that a list of names counts and describes from: one call for all its rows. */
export const TOLD_VERSIONS = 500

const idOf = (id: Identifier | undefined) => ({
  project: id?.project ?? '',
  domain: id?.domain ?? '',
  name: id?.name ?? '',
  version: id?.version ?? '',
})

/** The latest {@link TOLD_VERSIONS} versions of a kind in a project and domain; `complete` says whether there are no others. */
export function toldVersionsQuery(transport: Transport, kind: EntityKind, scope: Omit<EntityName, 'name'>) {
  const { project, domain } = scope
  const request = {
    id: { project, domain },
    limit: TOLD_VERSIONS,
    sortBy: { key: 'created_at', direction: Sort_Direction.DESCENDING },
  }
  return queryOptions({
    queryKey: [...namedEntityKeys.ofKind(kind, scope), { told: TOLD_VERSIONS }],
    queryFn: async ({ signal }) => {
      const admin = createClient(AdminService, transport)
      const told = async (): Promise<readonly ToldVersion[]> => {
        switch (kind) {
          case 'task': {
            const { tasks } = await admin.listTasks(request, { signal })
            return tasks.map(({ id, shortDescription, closure }) => ({
              id: idOf(id),
              createdAt: closure?.createdAt && timestampMs(closure.createdAt),
              summary: shortDescription,
              of: closure?.compiledTask?.template?.type ?? '',
            }))
          }
          case 'workflow': {
            const { workflows } = await admin.listWorkflows(request, { signal })
            return workflows.map(({ id, shortDescription, closure }) => ({
              id: idOf(id),
              createdAt: closure?.createdAt && timestampMs(closure.createdAt),
              summary: shortDescription,
              of: '',
            }))
          }
          case 'launchPlan': {
            const { launchPlans } = await admin.listLaunchPlans(request, { signal })
            return launchPlans.map(({ id, spec, closure }) => ({
              id: idOf(id),
              createdAt: closure?.createdAt && timestampMs(closure.createdAt),
              summary: '',
              of: spec?.workflowId?.name ?? '',
            }))
          }
        }
      }
      const versions = await told()
      return { versions, complete: versions.length < TOLD_VERSIONS }
    },
    staleTime: REGISTRY_TALLY_POLL_MS,
    refetchInterval: REGISTRY_TALLY_POLL_MS,
  })
}
