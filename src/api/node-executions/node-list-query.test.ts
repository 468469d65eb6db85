import { createRouterTransport } from '@connectrpc/connect'
import { timestampFromMs } from '@bufbuild/protobuf/wkt'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NODE_PAGE_SIZE, NODE_SWEEP_MS } from '../../config/timing'
import { NodeExecution_Phase as Phase } from '../gen/flyteidl/core/execution_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { nodeListQuery } from './node-list-query'

const execution = { project: 'p', domain: 'd', name: 'e' }
const started = Date.UTC(2026, 10, 12, 10)

interface Stored {
  readonly nodeId: string
  phase: Phase
  updatedAt: number
}

/** Nodes of one execution, filtered as flyteadmin does, with a record of what each call cost. */
function adminWith(nodes: Stored[]) {
  const calls: { filters: string; rows: number; parent: string }[] = []
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      listNodeExecutions: ({ filters, limit, token, uniqueParentId }) => {
        const since = /^gte\(node_execution_updated_at,(.+)\)$/.exec(filters)?.[1]
        const unended = filters.startsWith('value_in(phase,')
        const matching = nodes.filter(
          (node) =>
            (since === undefined || node.updatedAt >= Date.parse(since)) && (!unended || node.phase === Phase.RUNNING),
        )
        const from = token === '' ? 0 : Number(token)
        const page = matching.slice(from, from + limit)
        calls.push({ filters, rows: page.length, parent: uniqueParentId })
        return {
          nodeExecutions: page.map(({ nodeId, phase, updatedAt }) => ({
            id: { executionId: execution, nodeId },
            closure: { phase, updatedAt: timestampFromMs(updatedAt) },
          })),
          token: page.length === limit ? String(from + page.length) : '',
        }
      },
    })
  })
  return { transport, calls }
}

const nodesOf = (count: number, phase: Phase): Stored[] =>
  Array.from({ length: count }, (_, at) => ({ nodeId: `n${at}`, phase, updatedAt: started + at * 10 }))

const place = (live: boolean) => ({ execution, parentId: '', live })
const newClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })

beforeEach(() => vi.useFakeTimers({ now: started + 60_000, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

describe('nodeListQuery', () => {
  it('lists all pages and grows with each of them', async () => {
    const { transport } = adminWith(nodesOf(2 * NODE_PAGE_SIZE + 5, Phase.SUCCEEDED))
    const observer = new QueryObserver(newClient(), nodeListQuery(transport, place(false)))
    const seen: (readonly [number, boolean])[] = []
    const unsubscribe = observer.subscribe(({ data }) => {
      if (data) seen.push([data.nodes.length, data.complete])
    })
    await vi.waitFor(() => expect(observer.getCurrentResult().data?.complete).toBe(true))
    unsubscribe()
    expect(seen).toContainEqual([NODE_PAGE_SIZE, false])
    expect(seen.at(-1)).toEqual([2 * NODE_PAGE_SIZE + 5, true])
  })

  it('asks a running execution of a thousand nodes only for what has changed', async () => {
    const nodes = nodesOf(1_000, Phase.SUCCEEDED)
    const { transport, calls } = adminWith(nodes)
    const observer = new QueryObserver(newClient(), nodeListQuery(transport, place(true)))
    const before = (await observer.refetch()).data
    calls.length = 0
    nodes.push({ nodeId: 'new', phase: Phase.RUNNING, updatedAt: started + 50_000 })
    const after = (await observer.refetch()).data
    expect(after?.nodes).toHaveLength(1_001)
    expect(after?.nodes[3]).toBe(before?.nodes[3])
    expect(calls).toHaveLength(1)
    // The new one, and those within the overlap.
    expect(calls[0]?.rows).toBeLessThan(250)
    calls.length = 0
    const again = (await observer.refetch()).data
    expect(again).toBe(after)
    expect(calls.map(({ rows }) => rows)).toEqual([1])
  })

  it('reads everything again when a node has ended by an event that looked old', async () => {
    const nodes = nodesOf(3, Phase.RUNNING)
    const { transport, calls } = adminWith(nodes)
    const observer = new QueryObserver(newClient(), nodeListQuery(transport, place(true)))
    await observer.refetch()
    const [late, , newest] = nodes
    if (late) Object.assign(late, { phase: Phase.SUCCEEDED, updatedAt: started - 100_000 })
    if (newest) newest.updatedAt = started + 30_000
    await observer.refetch()
    vi.setSystemTime(Date.now() + NODE_SWEEP_MS)
    calls.length = 0
    const { data } = await observer.refetch()
    expect(data?.nodes[0]?.phase).toBe(Phase.SUCCEEDED)
    expect(calls.map(({ filters }) => filters === '')).toEqual([false, false, true])
  })

  it('is read once more after the end, and never again', async () => {
    const nodes = nodesOf(2, Phase.RUNNING)
    const { transport } = adminWith(nodes)
    const client = newClient()
    const live = nodeListQuery(transport, place(true))
    await client.fetchQuery(live)
    const ended = nodeListQuery(transport, place(false))
    const query = client.getQueryCache().find({ queryKey: ended.queryKey })
    const intervalNow = () =>
      typeof ended.refetchInterval === 'function' && query ? ended.refetchInterval(query as never) : undefined
    expect(intervalNow()).toBeGreaterThan(0)
    for (const node of nodes) Object.assign(node, { phase: Phase.SUCCEEDED, updatedAt: started + 40_000 })
    await client.fetchQuery({ ...ended, staleTime: 0 })
    expect(intervalNow()).toBe(false)
    expect(client.getQueryData(ended.queryKey)).toMatchObject({ final: true })
  })

  it('asks for the children of a parent by its unique id', async () => {
    const { transport, calls } = adminWith([])
    await newClient().fetchQuery(nodeListQuery(transport, { execution, parentId: 'n1-0-n2', live: false }))
    expect(calls).toEqual([{ filters: '', rows: 0, parent: 'n1-0-n2' }])
  })
})
