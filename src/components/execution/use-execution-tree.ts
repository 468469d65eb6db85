import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { toApiError } from '../../api/errors'
import { type ExecutionDetail, executionQuery } from '../../api/executions/execution-query'
import { type NodeData, nodeDataQuery } from '../../api/node-executions/node-execution-query'
import { nodeListQuery } from '../../api/node-executions/node-list-query'
import { workflowQuery } from '../../api/workflows/workflow-queries'
import type { WorkflowDetail } from '../../domain/entities/versions'
import { type Execution, hasExecutionEnded } from '../../domain/execution'
import { type ExecutionKey, executionText, isBoundaryNode } from '../../domain/execution-node'
import type { NodeList } from '../../domain/execution-node-list'
import { type ClosureOutline, outlineOf } from '../../domain/execution-outline'
import { executionTree, type TreeRow } from '../../domain/execution-tree'
import { useApi } from '../layout/api-context'
import { expandedKeys, noExpansion, setExpanded, unfoldAll, unfoldTowards, unfoldTrouble } from './tree-expansion'
import { firstReads, placeText, readsOf, readsText, scopesOf } from './tree-reads'

export interface ExecutionTree {
  readonly rows: readonly TreeRow[]
  /** Node executions of the top level that have been read, without Flyte's own. */
  readonly count: number
  /** Whether that is all of them. */
  readonly complete: boolean
  readonly onToggle: (key: string, open: boolean) => void
}

function toExecution({ execution }: ExecutionDetail): Execution {
  return execution
}

function toOutline({ closure }: WorkflowDetail): ClosureOutline | null {
  return closure === undefined ? null : outlineOf(closure)
}

function toDynamicOutline({ dynamicWorkflow }: NodeData): ClosureOutline | null {
  return dynamicWorkflow === undefined ? null : outlineOf(dynamicWorkflow)
}

/** Only data and problem: whoever reads no more is not rendered again for each poll. */
function readings<Data>(results: readonly UseQueryResult<Data>[]): readonly Reading<Data>[] {
  return results.map(({ data, error }) => ({ data, error }))
}

interface Reading<Data> {
  readonly data: Data | undefined
  readonly error: Error | null
}

function listReadings(results: UseQueryResult<NodeList>[]) {
  return readings(results)
}

function outlineReadings(results: UseQueryResult<ClosureOutline | null>[]) {
  return readings(results)
}

function executionReadings(results: UseQueryResult<Execution>[]) {
  return readings(results)
}

function byText<Value>(texts: readonly string[], values: readonly Reading<Value | null>[]): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>()
  for (const [at, text] of texts.entries()) {
    const value = values[at]?.data
    if (value !== undefined && value !== null) map.set(text, value)
  }
  return map
}

export interface TreeWish {
  /** Key of a row that has to be found, wherever it is. */
  readonly wanted: string | undefined
  /** Whether every level of the workflow is needed, as a graph does. */
  readonly whole: boolean
}

/**
 * The rows of an execution's tree, kept up to date: one reading for each level that is unfolded and for each execution below,
 * and none for what has ended.
 */
export function useExecutionTree(root: ExecutionKey, { wanted, whole }: TreeWish): ExecutionTree {
  const { transport } = useApi()
  const [reads, setReads] = useState(() => firstReads(root))
  const [expansion, setExpansion] = useState(noExpansion)

  const executions = useQueries({
    queries: reads.executions.map((key) => ({ ...executionQuery(transport, key), select: toExecution })),
    combine: executionReadings,
  })
  const byExecution = useMemo(() => byText(reads.executions.map(executionText), executions), [reads, executions])
  const lists = useQueries({
    queries: reads.places.map(({ execution, parentId, parentEnded }) => {
      const phase = byExecution.get(executionText(execution))?.phase
      const live = !parentEnded && !(phase !== undefined && hasExecutionEnded(phase))
      return nodeListQuery(transport, { execution, parentId, live })
    }),
    combine: listReadings,
  })
  const defined = useMemo(
    () =>
      reads.executions.flatMap((key) => {
        const workflow = byExecution.get(executionText(key))?.workflow
        return workflow === undefined ? [] : [{ text: executionText(key), workflow }]
      }),
    [reads, byExecution],
  )
  const closures = useQueries({
    queries: defined.map(({ workflow: { project, domain, name, version } }) => ({
      ...workflowQuery(transport, { project, domain, name, version }),
      select: toOutline,
    })),
    combine: outlineReadings,
  })
  const dynamic = useQueries({
    queries: reads.dynamic.map(({ execution, nodeId, ended }) => ({
      ...nodeDataQuery(transport, execution, nodeId, ended),
      select: toDynamicOutline,
    })),
    combine: outlineReadings,
  })

  const expanded = useMemo(() => expandedKeys(expansion), [expansion])
  const rows = useMemo(() => {
    const byPlace = new Map(
      reads.places.map(({ execution, parentId }, at) => {
        const reading = lists[at]
        const error = reading?.error ?? undefined
        return [
          placeText(execution, parentId),
          { list: reading?.data, problem: error && `${toApiError(error).title}. ${toApiError(error).detail}` },
        ]
      }),
    )
    const scopes = scopesOf(reads, {
      executions: byExecution,
      closures: byText(
        defined.map(({ text }) => text),
        closures,
      ),
      lists: byPlace,
      dynamic: byText(
        reads.dynamic.map(({ execution, nodeId }) => placeText(execution, nodeId)),
        dynamic,
      ),
    })
    return executionTree({ root, scopes, expanded })
  }, [root, reads, byExecution, defined, lists, closures, dynamic, expanded])

  // What is unfolded decides what is read, and what was read what unfolds: each row unfolds once, so this ends.
  let next = unfoldTrouble(expansion, rows)
  if (whole) next = unfoldAll(next, rows)
  const settled = rows.length > 0 && !rows.some((row) => row.type === 'note' && row.note === 'loading')
  if (wanted !== undefined && settled && !rows.some(({ key }) => key === wanted))
    next = unfoldTowards(next, rows, wanted)
  if (next !== expansion) setExpansion(next)
  const needed = readsOf(root, rows, reads)
  if (readsText(needed) !== readsText(reads)) setReads(needed)

  const top = lists[0]?.data
  const count = useMemo(() => (top?.nodes ?? []).filter((node) => !isBoundaryNode(node)).length, [top])
  const onToggle = useCallback((key: string, open: boolean) => {
    setExpansion((before) => setExpanded(before, key, open))
  }, [])
  return { rows, count, complete: top?.complete === true, onToggle }
}
