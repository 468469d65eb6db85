import { createClient, type Transport } from '@connectrpc/connect'
import type { TaskSpec } from '../gen/flyteidl/admin/task_pb'
import type { Identifier } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** Registers a version of a task. @throws ApiError `exists` when it is there already, just so; `invalid` when it is another */
export async function createTask(
  transport: Transport,
  id: Identifier,
  spec: TaskSpec,
  signal?: AbortSignal,
): Promise<void> {
  await createClient(AdminService, transport).createTask({ id, spec }, signal ? { signal } : {})
}
