import { createClient, type Transport } from '@connectrpc/connect'
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { EXECUTION_POLL_MS, LIST_PAGE_SIZE } from '../../config/timing'
import type { ExecutionKey } from '../../domain/execution-node'
import type { Literal } from '../gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../gen/flyteidl/core/types_pb'
import { SignalService } from '../gen/flyteidl/service/signal_pb'
import { executionKeys } from '../executions/execution-keys'
import { readPages } from '../wire/read-pages'

/** Something that a gate of an execution waits for, or has got. Type and value stay messages. */
export interface Signal {
  readonly id: string
  readonly type: LiteralType | undefined
  /** Undefined while nobody has answered. */
  readonly value: Literal | undefined
}

function signalsKey(execution: ExecutionKey) {
  return [...executionKeys.one(execution), 'signals'] as const
}

/**
 * The signals of an execution. A gate's signal is there once the gate has begun to wait.
 *
 * @param live whether the execution can still change; they are read again only then
 */
export function signalsQuery(transport: Transport, execution: ExecutionKey, live: boolean) {
  return queryOptions({
    queryKey: signalsKey(execution),
    queryFn: ({ signal: abort }): Promise<readonly Signal[]> =>
      readPages(async (token) => {
        const { signals, token: next } = await createClient(SignalService, transport).listSignals(
          { workflowExecutionId: execution, limit: LIST_PAGE_SIZE, token },
          { signal: abort },
        )
        const rows = signals.map(({ id, type, value }) => ({ id: id?.signalId ?? '', type, value }))
        return { rows, token: next }
      }),
    // Types and values are messages, which TanStack compares badly.
    structuralSharing: false,
    refetchInterval: live ? EXECUTION_POLL_MS : false,
  })
}

export interface SignalAnswer {
  readonly signalId: string
  readonly value: Literal
}

/** Answers a gate: true or false for an approval, a value of its type otherwise. Kind `invalid` when the value does not fit the type. */
export function setSignalMutation(transport: Transport, execution: ExecutionKey) {
  return mutationOptions({
    mutationKey: [...signalsKey(execution), 'set'],
    mutationFn: async ({ signalId, value }: SignalAnswer) => {
      await createClient(SignalService, transport).setSignal({ id: { signalId, executionId: execution }, value })
    },
    onSettled: (_nothing, _error, _answer, _before, { client }) =>
      client.invalidateQueries({ queryKey: executionKeys.one(execution) }),
  })
}
