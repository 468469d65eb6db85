import { createClient, type Transport } from '@connectrpc/connect'
import type { LaunchPlanSpec } from '../gen/flyteidl/admin/launch_plan_pb'
import type { Identifier } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** Registers a version of a launch plan, inactive. @throws ApiError `exists` when it is there already, just so; `invalid` when it is another or fits its workflow not */
export async function createLaunchPlan(
  transport: Transport,
  id: Identifier,
  spec: LaunchPlanSpec,
  signal?: AbortSignal,
): Promise<void> {
  await createClient(AdminService, transport).createLaunchPlan({ id, spec }, signal ? { signal } : {})
}
