import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExecutionView, panelTabs } from '../../components/execution/execution-view'
import { parseExecutionView, serialiseExecutionView } from './execution-state'

function throughUrl(view: ExecutionView): ExecutionView {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(serialiseExecutionView(view)))
    if (value !== undefined) query.set(name, value)
  return parseExecutionView(new URLSearchParams(query.toString()))
}

const whole: ExecutionView = {
  tab: 'nodes',
  node: undefined,
  attempt: undefined,
  item: undefined,
  panel: 'summary',
  line: undefined,
  find: '',
}

describe('execution view', () => {
  it('comes back from the URL as it was', () => {
    const views = fc.record<ExecutionView>({
      tab: fc.constantFrom('nodes', 'graph', 'io', 'events', 'settings'),
      node: fc.string({ minLength: 1, unit: 'binary' }),
      attempt: fc.option(fc.integer({ min: 1, max: 999_999_999 }), { nil: undefined }),
      item: fc.option(fc.nat(999_999_999), { nil: undefined }),
      panel: fc.constantFrom(...panelTabs),
      line: fc.constant(undefined),
      find: fc.string({ unit: 'binary' }),
    })
    fc.assert(
      fc.property(views, (view) => {
        expect(throughUrl(view)).toEqual(view)
      }),
    )
  })

  it('keeps the line of a log, and of nothing else', () => {
    const log: ExecutionView = { ...whole, node: 'n0', panel: 'logs', line: 1157 }
    expect(throughUrl(log)).toEqual(log)
    expect(throughUrl({ ...log, panel: 'inputs' }).line).toBeUndefined()
  })

  it('keeps nothing of a node that is not selected', () => {
    expect(throughUrl({ ...whole, attempt: 2, item: 3, panel: 'logs' })).toEqual(whole)
  })

  it.each([
    ['', whole],
    ['tab=timeline', whole],
    ['tab=graph', { ...whole, tab: 'graph' }],
    ['tab=nonsense&panel=nonsense', whole],
    ['node=n0&attempt=0', { ...whole, node: 'n0' }],
    ['node=n0&attempt=-1&item=x', { ...whole, node: 'n0' }],
    ['node=n0&attempt=1e3&item=0', { ...whole, node: 'n0', item: 0 }],
    ['node=', whole],
  ] as const)('reads %j', (query, view) => {
    expect(parseExecutionView(new URLSearchParams(query))).toEqual(view)
  })
})
