import { create } from '@bufbuild/protobuf'
import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import { EXECUTION_POLL_MS, pollInterval } from '../../config/timing'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import type { ExecutionKey } from '../../domain/execution-node'
import type { ExecutionSettings } from '../../domain/execution-settings'
import { ExecutionSpecSchema } from '../gen/flyteidl/admin/execution_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { type ExecutionData, toExecutionData } from '../wire/execution-data'
import { isHopeless } from '../wire/is-hopeless'
import { executionKeys } from './execution-keys'
import { toExecution } from './execution-mapper'
import { toExecutionSettings } from './execution-settings-mapper'

/** One execution, with the options that it was made with and its whole error. */
export interface ExecutionDetail {
  readonly execution: Execution
  readonly settings: ExecutionSettings
  readonly tookMs: number
}

/** One execution, read until it has ended. */
export function executionQuery(transport: Transport, key: ExecutionKey) {
  return queryOptions({
    queryKey: executionKeys.detail(key),
    queryFn: async ({ signal }): Promise<ExecutionDetail> => {
      const began = performance.now()
      const message = await createClient(AdminService, transport).getExecution({ id: key }, { signal })
      return {
        execution: toExecution(message),
        settings: toExecutionSettings(message.spec ?? create(ExecutionSpecSchema)),
        tookMs: performance.now() - began,
      }
    },
    staleTime: ({ state }) => (hasEnded(state.data) ? Infinity : 1_000),
    refetchInterval: ({ state }) => {
      if (hasEnded(state.data) || isHopeless(state)) return false
      return pollInterval(EXECUTION_POLL_MS, state.data?.tookMs ?? 0)
    },
  })
}

function hasEnded(detail: ExecutionDetail | undefined): boolean {
  return detail !== undefined && hasExecutionEnded(detail.execution.phase)
}

/**
 * Inputs and outputs of an execution. flyteadmin answers with empty ones when it cannot read the blob, and fails with
 * kind `too-large` when they exceed a message.
 *
 * @param ended whether the execution has ended: outputs come with the end, and then stay
 */
export function executionDataQuery(transport: Transport, key: ExecutionKey, ended: boolean) {
  return queryOptions({
    queryKey: executionKeys.data(key, ended),
    queryFn: async ({ signal }): Promise<ExecutionData> =>
      toExecutionData(await createClient(AdminService, transport).getExecutionData({ id: key }, { signal })),
    staleTime: Infinity,
    // Literals are messages with bytes in them, which cannot be compared cheaply.
    structuralSharing: false,
  })
}
