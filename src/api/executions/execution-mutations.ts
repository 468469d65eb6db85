import { createClient, type Transport } from '@connectrpc/connect'
import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { ExecutionKey } from '../../domain/execution-node'
import { toApiError } from '../errors'
import { ExecutionState } from '../gen/flyteidl/admin/execution_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { executionKeys } from './execution-keys'

/** Something to do with one execution. */
export type ExecutionAction =
  | { readonly kind: 'terminate'; readonly cause: string }
  /** Runs it again with the same inputs and options, under a name that the server makes when none is given. */
  | { readonly kind: 'relaunch'; readonly name?: string; readonly overwriteCache?: boolean }
  /** Runs again what failed and keeps what succeeded. */
  | { readonly kind: 'recover'; readonly name?: string }
  | { readonly kind: 'archive' }
  | { readonly kind: 'restore' }

/** How it went with one of several. */
export interface ActionResult {
  readonly key: ExecutionKey
  /** What relaunch and recover made. */
  readonly made?: ExecutionKey | undefined
  /** Why it was refused, in the server's words. */
  readonly problem?: string
}

/** Calls that are under way at once, so that a hundred rows do not stop everybody else's. */
const atOnce = 6

/**
 * Does one thing to an execution.
 *
 * @returns the execution that came of it, for relaunch and recover
 * @throws ApiError `precondition` for one that has ended already (terminate), `exists` for a name that is taken
 */
async function act(
  transport: Transport,
  key: ExecutionKey,
  action: ExecutionAction,
): Promise<ExecutionKey | undefined> {
  const admin = createClient(AdminService, transport)
  switch (action.kind) {
    case 'terminate':
      await admin.terminateExecution({ id: key, cause: action.cause })
      return undefined
    case 'relaunch': {
      const { id } = await admin.relaunchExecution({
        id: key,
        name: action.name ?? '',
        overwriteCache: action.overwriteCache ?? false,
      })
      return { project: key.project, domain: key.domain, name: id?.name ?? '' }
    }
    case 'recover': {
      const { id } = await admin.recoverExecution({ id: key, name: action.name ?? '' })
      return { project: key.project, domain: key.domain, name: id?.name ?? '' }
    }
    case 'archive':
      await admin.updateExecution({ id: key, state: ExecutionState.EXECUTION_ARCHIVED })
      return undefined
    case 'restore':
      await admin.updateExecution({ id: key, state: ExecutionState.EXECUTION_ACTIVE })
      return undefined
  }
}

function refresh(client: QueryClient, keys: readonly ExecutionKey[]): void {
  const scopes = new Map(keys.map((key) => [`${key.project}/${key.domain}`, key]))
  for (const scope of scopes.values()) void client.invalidateQueries({ queryKey: executionKeys.lists(scope) })
  for (const key of keys) void client.invalidateQueries({ queryKey: executionKeys.one(key) })
}

/** Terminate, relaunch, recover, archive or restore one execution. */
export function executionMutation(transport: Transport, key: ExecutionKey) {
  return mutationOptions({
    mutationKey: [...executionKeys.one(key), 'act'],
    mutationFn: (action: ExecutionAction) => act(transport, key, action),
    onSettled: (_made, _error, _action, _before, { client }) => refresh(client, [key]),
  })
}

export interface BulkAction {
  readonly keys: readonly ExecutionKey[]
  readonly action: ExecutionAction
  /** Told after each one. */
  readonly onProgress?: (done: readonly ActionResult[]) => void
}

/** The same for several executions. One that is refused does not stop the others; the results are in the order of the keys. */
export function bulkExecutionMutation(transport: Transport) {
  return mutationOptions({
    mutationKey: ['executions', 'act on several'],
    mutationFn: async ({ keys, action, onProgress }: BulkAction): Promise<readonly ActionResult[]> => {
      const results = new Map<ExecutionKey, ActionResult>()
      const ordered = () => keys.flatMap((key) => results.get(key) ?? [])
      const waiting = [...keys]
      const work = async () => {
        for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
          results.set(key, await resultOf(transport, key, action))
          onProgress?.(ordered())
        }
      }
      await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, work))
      return ordered()
    },
    onSettled: (_results, _error, { keys }, _before, { client }) => refresh(client, keys),
  })
}

async function resultOf(transport: Transport, key: ExecutionKey, action: ExecutionAction): Promise<ActionResult> {
  try {
    return { key, made: await act(transport, key, action) }
  } catch (error) {
    return { key, problem: toApiError(error).detail }
  }
}
