import { describe, expect, it } from 'vitest'
import { WorkflowExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import { executionTimes, shownSpan } from './execution-span'
import { anExecution } from './execution.fixture'
import { executionTree } from './execution-tree'
import { aNode } from './execution-node.fixture'

const root = { project: 'p', domain: 'd', name: 'e' }
const rowsOf = (...nodes: readonly ReturnType<typeof aNode>[]) =>
  executionTree({
    root,
    expanded: new Set(),
    scopes: new Map([
      [
        'p/d/e',
        {
          execution: root,
          closure: undefined,
          ended: true,
          children: new Map([['', { nodes, complete: true }]]),
          dynamic: new Map(),
        },
      ],
    ]),
  })

describe('times of an execution', () => {
  it('reach from the first beginning to the last end of all rows', () => {
    const rows = rowsOf(
      aNode({ nodeId: 'n0', createdAt: 1500, startedAt: 1200, duration: 100 }),
      aNode({ nodeId: 'n1', createdAt: 3000, startedAt: 3000, duration: 4000 }),
    )
    expect(executionTimes(anExecution({ startedAt: 2000, duration: 3000 }), rows)).toEqual({ from: 1200, to: 7000 })
  })

  it('have no end while it goes on', () => {
    const going = anExecution({ phase: WorkflowExecution_Phase.RUNNING, duration: undefined })
    expect(executionTimes(going, rowsOf(aNode()))).toEqual({ from: 1000, to: undefined })
  })

  it('are unknown of what has not begun', () => {
    const accepted = anExecution({
      phase: WorkflowExecution_Phase.UNDEFINED,
      createdAt: undefined,
      startedAt: undefined,
      duration: undefined,
    })
    expect(executionTimes(accepted, [])).toBeUndefined()
  })
})

describe('shownSpan', () => {
  it('leaves room beyond now while it goes on, and none after the end', () => {
    const live = shownSpan({ from: 1000, to: undefined }, 2000)
    expect(live.from).toBe(1000)
    expect(live.to).toBeGreaterThan(2000)
    expect(live.to).toBeLessThan(2200)
    expect(shownSpan({ from: 1000, to: 2000 }, 9000)).toEqual({ from: 1000, to: 2000 })
  })

  it('is never empty', () => {
    const { from, to } = shownSpan({ from: 1000, to: 1000 }, 1000)
    expect(to).toBeGreaterThan(from)
  })
})
