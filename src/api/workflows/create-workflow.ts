import { createClient, type Transport } from '@connectrpc/connect'
import type { WorkflowSpec } from '../gen/flyteidl/admin/workflow_pb'
import type { Identifier } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** Registers a version of a workflow. @throws ApiError `exists` when it is there already, just so; `invalid` when it is another or does not compile */
export async function createWorkflow(
  transport: Transport,
  id: Identifier,
  spec: WorkflowSpec,
  signal?: AbortSignal,
): Promise<void> {
  await createClient(AdminService, transport).createWorkflow({ id, spec }, signal ? { signal } : {})
}
