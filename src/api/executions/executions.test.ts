import { createRouterTransport, Code, ConnectError } from '@connectrpc/connect'
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { IDLE_LIST_POLL_MS, LIST_PAGE_SIZE, LIVE_POLL_MS } from '../../config/timing'
import { WorkflowExecution_Phase as Phase } from '../gen/flyteidl/core/execution_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { executionListQuery, executionRows } from './execution-list-query'
import { bulkExecutionMutation, executionMutation, type ActionResult } from './execution-mutations'
import { executionQuery } from './execution-query'

const scope = { project: 'p', domain: 'd' }
const key = (name: string) => ({ ...scope, name })

/** An admin service that holds executions, newest first, and pages them by offset as flyteadmin does. */
function adminWith(stored: { name: string; phase: Phase }[]) {
  const calls: { filters: string; token: string; sort: string | undefined }[] = []
  const toMessage = ({ name, phase }: { name: string; phase: Phase }) => ({ id: key(name), closure: { phase } })
  const transport = createRouterTransport(({ service }) => {
    service(AdminService, {
      listExecutions: ({ limit, token, filters, sortBy }) => {
        calls.push({ filters, token, sort: sortBy?.key })
        const from = token === '' ? 0 : Number(token)
        const rows = stored.slice(from, from + limit)
        return { executions: rows.map(toMessage), token: rows.length === limit ? String(from + rows.length) : '' }
      },
      getExecution: ({ id }) => {
        const found = stored.find(({ name }) => name === id?.name)
        if (!found) throw new ConnectError('none', Code.NotFound)
        return toMessage(found)
      },
      terminateExecution: ({ id, cause }) => {
        const found = stored.find(({ name }) => name === id?.name)
        if (found?.phase !== Phase.RUNNING)
          throw new ConnectError('Cannot abort an already terminated workflow execution', Code.FailedPrecondition)
        found.phase = Phase.ABORTING
        expect(cause).toBe('enough')
        return {}
      },
      relaunchExecution: ({ id, overwriteCache }) => ({
        id: key(`${id?.name ?? ''}-again${overwriteCache ? '-fresh' : ''}`),
      }),
    })
  })
  return { transport, calls, stored }
}

const many = (count: number, phase = Phase.SUCCEEDED) =>
  Array.from({ length: count }, (_, at) => ({ name: `e${String(at).padStart(4, '0')}`, phase }))

const newClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })

describe('executionListQuery', () => {
  it('pages to the end without a cap, past a last page that is exactly full', async () => {
    const { transport, calls } = adminWith(many(2 * LIST_PAGE_SIZE))
    const observer = new InfiniteQueryObserver(newClient(), executionListQuery(transport, scope, [], 'newest'))
    const unsubscribe = observer.subscribe(() => undefined)
    await observer.refetch()
    while (observer.getCurrentResult().hasNextPage) await observer.fetchNextPage()
    unsubscribe()
    const rows = executionRows(observer.getCurrentResult().data?.pages ?? [])
    expect(rows.executions).toHaveLength(2 * LIST_PAGE_SIZE)
    expect(rows.more).toBe(false)
    expect(new Set(calls.map(({ token }) => token))).toEqual(new Set(['', '100', '200']))
    expect(calls[0]?.sort).toBe('execution_created_at')
  })

  it('shows a row once that has moved to the next page meanwhile', async () => {
    const { transport, stored } = adminWith(many(150))
    const client = newClient()
    const observer = new InfiniteQueryObserver(client, executionListQuery(transport, scope, [], 'newest'))
    await observer.refetch()
    stored.unshift({ name: 'new', phase: Phase.RUNNING })
    const result = await observer.fetchNextPage()
    const names = executionRows(result.data?.pages ?? []).executions.map((execution) => execution.key.name)
    expect(names).toHaveLength(150)
    expect(new Set(names).size).toBe(150)
  })

  it('sends the filters in the grammar of flyteadmin', async () => {
    const { transport, calls } = adminWith([])
    const filters = [{ field: 'phase', negated: false, values: ['FAILED', 'ABORTED'] }] as const
    await newClient().fetchInfiniteQuery(executionListQuery(transport, scope, filters, 'longest'))
    expect(calls).toEqual([{ filters: 'value_in(phase,FAILED;ABORTED)', token: '', sort: 'duration' }])
  })

  it.each([
    ['something runs', Phase.RUNNING, LIVE_POLL_MS],
    ['all has ended', Phase.SUCCEEDED, IDLE_LIST_POLL_MS],
  ])('is read again at its pace when %s', async (_case, phase, interval) => {
    const { transport } = adminWith([{ name: 'a', phase }])
    const client = newClient()
    const options = executionListQuery(transport, scope, [], 'newest')
    await client.fetchInfiniteQuery(options)
    const query = client.getQueryCache().find({ queryKey: options.queryKey })
    const { refetchInterval } = options
    expect(typeof refetchInterval === 'function' && query ? refetchInterval(query as never) : undefined).toBe(interval)
  })
})

describe('executionQuery', () => {
  it('polls what goes on and leaves alone what has ended', async () => {
    const { transport, stored } = adminWith([{ name: 'a', phase: Phase.RUNNING }])
    const client = newClient()
    const observer = new QueryObserver(client, executionQuery(transport, key('a')))
    const first = await observer.refetch()
    expect(first.data?.execution.phase).toBe(Phase.RUNNING)
    expect(observer.options.staleTime).toBeTypeOf('function')
    const [one] = stored
    if (one) one.phase = Phase.SUCCEEDED
    await observer.refetch()
    const options = executionQuery(transport, key('a'))
    const query = client.getQueryCache().find({ queryKey: options.queryKey })
    expect(typeof options.refetchInterval === 'function' && query && options.refetchInterval(query as never)).toBe(
      false,
    )
  })
})

describe('mutations', () => {
  it('relaunches, and reads the lists of the domain again', async () => {
    const { transport } = adminWith(many(1))
    const client = newClient()
    const list = executionListQuery(transport, scope, [], 'newest')
    await client.fetchInfiniteQuery(list)
    const mutation = client.getMutationCache().build(client, executionMutation(transport, key('e0000')))
    const made = await mutation.execute({ kind: 'relaunch', overwriteCache: true })
    expect(made).toEqual(key('e0000-again-fresh'))
    expect(client.getQueryState(list.queryKey)?.isInvalidated).toBe(true)
  })

  it('goes on after a refusal, and says which were refused and why', async () => {
    const stored = many(20, Phase.RUNNING)
    const ended = stored[7]
    if (ended) ended.phase = Phase.FAILED
    const { transport } = adminWith(stored)
    const client = newClient()
    const progress: number[] = []
    const mutation = client.getMutationCache().build(client, bulkExecutionMutation(transport))
    const results: readonly ActionResult[] = await mutation.execute({
      keys: stored.map(({ name }) => key(name)),
      action: { kind: 'terminate', cause: 'enough' },
      onProgress: (done) => progress.push(done.length),
    })
    expect(results.map((result) => result.key.name)).toEqual(stored.map(({ name }) => name))
    expect(results.filter(({ problem }) => problem !== undefined)).toEqual([
      { key: key('e0007'), problem: 'Cannot abort an already terminated workflow execution' },
    ])
    expect(progress).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })
})
