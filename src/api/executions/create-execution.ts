import { createClient, type Transport } from '@connectrpc/connect'
import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { ExecutionKey } from '../../domain/execution-node'
import type { ExecutionCreateRequest } from '../gen/flyteidl/admin/execution_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { executionKeys } from './execution-keys'

/**
 * Starts a run. The request carries a name, so sending it again starts nothing twice: it fails with kind `exists`.
 *
 * @throws ApiError
 */
export function createExecutionMutation(transport: Transport, client: QueryClient) {
  return mutationOptions({
    mutationFn: async (request: ExecutionCreateRequest): Promise<ExecutionKey> => {
      const { id } = await createClient(AdminService, transport).createExecution(request)
      return { project: request.project, domain: request.domain, name: id?.name ?? request.name }
    },
    onSuccess: (key) => client.invalidateQueries({ queryKey: executionKeys.lists(key) }),
  })
}
