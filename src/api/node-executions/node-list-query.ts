import { createClient, type Transport } from '@connectrpc/connect'
import { queryOptions } from '@tanstack/react-query'
import {
  EXECUTION_POLL_MS,
  NODE_CHANGES_OVERLAP_MS,
  NODE_PAGE_SIZE,
  NODE_SWEEP_MS,
  pollInterval,
} from '../../config/timing'
import { type ExecutionKey, type NodeExecution, unendedPhaseFilter } from '../../domain/execution-node'
import { changedSince, emptyNodeList, hasLostRows, mergeNodes, type NodeList } from '../../domain/execution-node-list'
import { Sort_Direction } from '../gen/flyteidl/admin/common_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { isHopeless } from '../wire/is-hopeless'
import { readPages } from '../wire/read-pages'
import { filterTime } from '../wire/wire-times'
import { nodeExecutionKeys } from './node-execution-keys'
import { toNodeExecution } from './node-execution-mapper'

/** A node list as it lies in the cache. */
interface NodeReading {
  readonly list: NodeList
  /** Whether it was read to its end after what holds it had ended: nothing can change any more. */
  readonly final: boolean
  readonly tookMs: number
}

export interface NodeListPlace {
  readonly execution: ExecutionKey
  /** Unique id of the node whose children are listed; "" for the top level. */
  readonly parentId: string
  /** Whether the execution, or the parent node, can still change. */
  readonly live: boolean
}

/**
 * The node executions right below an execution or one of its nodes, in the order in which they began, with `start-node` and `end-node`.
 *
 * The first time all pages are read, and the list grows with each of them (`complete` says when it is whole). After that only
 * rows that have changed since are asked for, and now and then all those that have not ended; so a poll costs what has
 * changed. When `live` turns false it is read once more, and never again.
 */
export function nodeListQuery(transport: Transport, { execution, parentId, live }: NodeListPlace) {
  const queryKey = nodeExecutionKeys.children(execution, parentId)
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<NodeReading> => {
      const began = performance.now()
      const read = reader(transport, execution, parentId, signal)
      const known = client.getQueryData<NodeReading>(queryKey)?.list ?? emptyNodeList
      const list = known.complete
        ? await readChanges(read, known, !live)
        : await readAll(read, known, (partial) => {
            if (!signal.aborted) client.setQueryData<NodeReading>(queryKey, { list: partial, final: false, tookMs: 0 })
          })
      return { list, final: !live, tookMs: performance.now() - began }
    },
    select: selectList,
    // The merged list keeps the rows that have not changed.
    structuralSharing: false,
    staleTime: ({ state }) => (state.data?.final === true ? Infinity : 1_000),
    refetchInterval: ({ state }) =>
      isHopeless(state) || (!live && state.data?.final === true)
        ? false
        : pollInterval(EXECUTION_POLL_MS, state.data?.tookMs ?? 0),
  })
}

function selectList({ list }: NodeReading): NodeList {
  return list
}

type Read = (filters: string, onPage?: (rows: readonly NodeExecution[]) => void) => Promise<readonly NodeExecution[]>

function reader(transport: Transport, execution: ExecutionKey, uniqueParentId: string, signal: AbortSignal): Read {
  const admin = createClient(AdminService, transport)
  return (filters, onPage) =>
    readPages(async (token) => {
      const response = await admin.listNodeExecutions(
        {
          workflowExecutionId: execution,
          uniqueParentId,
          limit: NODE_PAGE_SIZE,
          token,
          filters,
          sortBy: { key: 'node_execution_created_at', direction: Sort_Direction.ASCENDING },
        },
        { signal },
      )
      return { rows: response.nodeExecutions.map(toNodeExecution), token: response.token }
    }, onPage)
}

async function readAll(read: Read, known: NodeList, onPartial: (list: NodeList) => void): Promise<NodeList> {
  const sweptAt = Date.now()
  const rows = await read('', (sofar) => onPartial(mergeNodes(known, sofar)))
  return { ...mergeNodes(known, rows), complete: true, sweptAt }
}

async function readChanges(read: Read, known: NodeList, last: boolean): Promise<NodeList> {
  const since = changedSince(known, NODE_CHANGES_OVERLAP_MS)
  if (since === undefined) return readAll(read, known, () => undefined)
  let list = mergeNodes(known, await read(`gte(node_execution_updated_at,${filterTime(since)})`))
  const now = Date.now()
  if (!last && now - known.sweptAt < NODE_SWEEP_MS) return list
  const unended = await read(unendedPhaseFilter)
  if (hasLostRows(list, unended)) return readAll(read, list, () => undefined)
  list = mergeNodes(list, unended)
  return { ...list, sweptAt: now }
}
