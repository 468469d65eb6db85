import { describe, expect, it } from 'vitest'
import { NodeExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { aNode } from './execution-node.fixture'
import { changedSince, emptyNodeList, hasLostRows, hasUnended, mergeNodes } from './execution-node-list'

const running = aNode({ nodeId: 'n0', phase: Phase.RUNNING, updatedAt: 10 })
const done = aNode({ nodeId: 'n0', phase: Phase.SUCCEEDED, updatedAt: 20 })
const list = { nodes: [running, aNode({ nodeId: 'n1', updatedAt: 5 })], complete: true, sweptAt: 0 }

describe('mergeNodes', () => {
  it('replaces in place, appends what is new, and keeps the rest as it is', () => {
    const merged = mergeNodes(list, [done, aNode({ nodeId: 'n2' })])
    expect(merged.nodes.map(({ nodeId, phase }) => [nodeId, phase])).toEqual([
      ['n0', Phase.SUCCEEDED],
      ['n1', Phase.SUCCEEDED],
      ['n2', Phase.SUCCEEDED],
    ])
    expect(merged.nodes[1]).toBe(list.nodes[1])
  })
  it('is the same list when there is nothing new, or only older news', () => {
    expect(mergeNodes(list, [{ ...running }])).toBe(list)
    const ended = mergeNodes(list, [done])
    expect(mergeNodes(ended, [running])).toBe(ended)
    expect(mergeNodes(list, [])).toBe(list)
  })
  it('takes a row twice in one reading, as pages that shift give it', () => {
    expect(mergeNodes(emptyNodeList, [running, done, running]).nodes).toEqual([done])
  })
})

it('what is left to ask for', () => {
  expect(hasUnended(list)).toBe(true)
  expect(hasUnended(mergeNodes(list, [done]))).toBe(false)
  expect(changedSince(list, 3)).toBe(7)
  expect(changedSince(emptyNodeList, 3)).toBeUndefined()
  expect(hasLostRows(list, [running])).toBe(false)
  expect(hasLostRows(list, [])).toBe(true)
})
