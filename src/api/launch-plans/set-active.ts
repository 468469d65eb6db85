import { createClient, type Transport } from '@connectrpc/connect'
import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { EntityVersion } from '../../domain/entities/entity-kind'
import { LaunchPlanState } from '../gen/flyteidl/admin/launch_plan_pb'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { launchPlanKeys } from './launch-plan-queries'

/** Makes a version the active one (the one before becomes inactive with it), or inactive. */
export async function setLaunchPlanActive(transport: Transport, id: EntityVersion, active: boolean): Promise<void> {
  await createClient(AdminService, transport).updateLaunchPlan({
    id: { ...id, resourceType: ResourceType.LAUNCH_PLAN },
    state: active ? LaunchPlanState.ACTIVE : LaunchPlanState.INACTIVE,
  })
}

export function setLaunchPlanActiveMutation(transport: Transport, client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, active }: { readonly id: EntityVersion; readonly active: boolean }) =>
      setLaunchPlanActive(transport, id, active),
    onSettled: () => client.invalidateQueries({ queryKey: launchPlanKeys.all }),
  })
}
