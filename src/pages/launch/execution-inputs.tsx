import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { storedLiteralMapQuery } from '../../api/data/literal-queries'
import { toApiError } from '../../api/errors'
import { executionDataQuery } from '../../api/executions/execution-query'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { nodeExecutionQuery } from '../../api/node-executions/node-execution-query'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import type { ExecutionKey } from '../../domain/execution-node'

type Literals = Readonly<Record<string, Literal>>

export interface ExecutionInputsProps {
  readonly execution: ExecutionKey
  /** Whether it must have had inputs: an answer without any then means that they did not fit into it. */
  readonly expected: boolean
  readonly children: (literals: Literals) => ReactNode
}

/** The inputs of an execution, whole: from storage where they are more than an answer of Flyte holds. */
export function ExecutionInputs({ execution, expected, children }: ExecutionInputsProps) {
  const { transport, config } = useApi()
  const data = useQuery(executionDataQuery(transport, execution, false))
  const literals = data.data?.inputs?.literals ?? {}
  const leftOut = data.isError
    ? toApiError(data.error).kind === 'too-large'
    : data.isSuccess && expected && Object.keys(literals).length === 0
  // Inputs are what Flyte's own first node gave out.
  const start = useQuery({
    ...nodeExecutionQuery(transport, execution, 'start-node'),
    enabled: leftOut,
    refetchInterval: false,
  })
  const uri = start.data?.outputUri ?? ''
  const stored = useQuery({ ...storedLiteralMapQuery(config.basePath, uri), enabled: leftOut && uri !== '' })
  const what = `the inputs of ${execution.name}`
  const skeleton = <SkeletonRows rows={6} widths={[120, '60%']} />
  if (!leftOut)
    return (
      <QueryRegion query={data} what={what} skeleton={skeleton}>
        {() => children(literals)}
      </QueryRegion>
    )
  if (uri !== '')
    return (
      <QueryRegion query={stored} what={what} skeleton={skeleton}>
        {(map) => children(map.literals)}
      </QueryRegion>
    )
  if (start.isPending) return skeleton
  // Nothing is stored: it had none, or they cannot be had; the second is said.
  return data.isError ? (
    <QueryRegion query={data} what={what} skeleton={skeleton}>
      {() => null}
    </QueryRegion>
  ) : (
    children(literals)
  )
}
