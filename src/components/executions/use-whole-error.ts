import { useQuery } from '@tanstack/react-query'
import { executionQuery } from '../../api/executions/execution-query'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import type { FlyteError } from '../../domain/execution-node'
import { useApi } from '../layout/api-context'

/** flyteadmin cuts messages in lists to 100 bytes, less what is left of a last letter. */
const shortestCut = 97

export interface ShownError {
  readonly error: FlyteError
  /** Whether its message ends where a list cuts it. */
  readonly cut: boolean
}

/**
 * The error of an execution from a list, whole: a message that the list has cut is read once, when a row shows it, as
 * what was cut is mostly the reason. Until it has come, the cut one.
 */
export function useWholeError({ key, phase, error }: Execution): ShownError | undefined {
  const { transport } = useApi()
  const cut = error !== undefined && new TextEncoder().encode(error.message).length >= shortestCut
  const { data } = useQuery({
    ...executionQuery(transport, key),
    enabled: cut && hasExecutionEnded(phase),
    select: ({ execution }) => execution.error,
  })
  if (error === undefined) return undefined
  return cut && data !== undefined ? { error: data, cut: false } : { error, cut }
}
