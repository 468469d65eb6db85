import { create } from '@bufbuild/protobuf'
import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import type { ExecutionKey } from '../../domain/execution-node'
import type { LaunchSource } from '../../domain/execution-request/execution-request'
import { type ApiError, toApiError } from '../errors'
import { ExecutionSpecSchema } from '../gen/flyteidl/admin/execution_pb'
import { type Literal } from '../gen/flyteidl/core/literals_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'

/** What a form takes over from an earlier run. */
export interface LaunchSourceData {
  readonly source: LaunchSource
  /** Undefined when they could not be read; then `problem` says why. */
  readonly inputs: Readonly<Record<string, Literal>> | undefined
  readonly problem: ApiError | undefined
}

/**
 * An earlier run as it was made. Read once: it must not change while somebody types. Inputs that are too large for a message are
 * no reason not to show the rest.
 *
 * @throws ApiError
 */
export function launchSourceQuery(transport: Transport, key: ExecutionKey) {
  return queryOptions({
    queryKey: ['launch-source', key.project, key.domain, key.name],
    queryFn: async ({ signal }): Promise<LaunchSourceData> => {
      const client = createClient(AdminService, transport)
      const { spec } = await client.getExecution({ id: key }, { signal })
      const source = { id: key, spec: spec ?? create(ExecutionSpecSchema) }
      try {
        const { fullInputs } = await client.getExecutionData({ id: key }, { signal })
        return { source, inputs: fullInputs?.literals ?? {}, problem: undefined }
      } catch (error) {
        signal.throwIfAborted()
        return { source, inputs: undefined, problem: toApiError(error) }
      }
    },
    staleTime: Infinity,
    structuralSharing: false,
  })
}
