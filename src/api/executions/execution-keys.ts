import type { Scope } from '../../config/paths'
import type { ExecutionFilter, ExecutionSort } from '../../domain/execution-filters'
import type { ExecutionKey } from '../../domain/execution-node'

/** Keys of everything about executions: what begins with a shorter one is refreshed with it. */
export const executionKeys = {
  lists: ({ project, domain }: Scope) => ['executions', project, domain, 'list'] as const,
  list: (scope: Scope, filters: readonly ExecutionFilter[], sort: ExecutionSort) =>
    [...executionKeys.lists(scope), { filters, sort }] as const,
  one: ({ project, domain, name }: ExecutionKey) => ['executions', project, domain, 'one', name] as const,
  detail: (key: ExecutionKey) => [...executionKeys.one(key), 'detail'] as const,
  data: (key: ExecutionKey, ended: boolean) => [...executionKeys.one(key), 'data', { ended }] as const,
} as const
