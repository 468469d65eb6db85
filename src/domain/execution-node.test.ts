import { describe, expect, it } from 'vitest'
import { NodeExecution_Phase } from '../api/gen/flyteidl/core/execution_pb'
import { forecastNodeId, hasNodeEnded, isBoundaryNode, nodeEnd, nodeRunTime } from './execution-node'
import { aNode } from './execution-node.fixture'

describe('forecastNodeId', () => {
  it.each([
    ['n0', '0', 'n1', 'n0-0-n1'],
    ['n0', '', 'n1', 'n0-0-n1'],
    ['n1-0-dn0', '12', 'n3', 'n1-0-dn0-12-n3'],
    // Computed with bench/load.py's unique_id, which follows propeller.
    ['n0-0-n0-0-n0', '0', 'start-node', 'fpdooqvq'],
    ['a-long-node-identifier', '0', 'n0', 'fmpfq1hq'],
  ])('%s, attempt %s, %s', (parent, attempt, spec, id) => {
    expect(forecastNodeId(parent, attempt, spec)).toBe(id)
  })
})

it('start and end nodes are known at every depth, and a user node that looks like one is not taken for one', () => {
  expect(isBoundaryNode({ nodeId: 'start-node', specId: 'start-node' })).toBe(true)
  expect(isBoundaryNode({ nodeId: 'n1-0-end-node', specId: 'end-node' })).toBe(true)
  expect(isBoundaryNode({ nodeId: 'n1-0-end-node', specId: 'n1-0-end-node' })).toBe(true)
  expect(isBoundaryNode({ nodeId: 'my-start-node', specId: 'my-start-node' })).toBe(false)
})

it('an unknown phase has not ended', () => {
  expect(hasNodeEnded(JSON.parse('17') as NodeExecution_Phase)).toBe(false)
  expect(hasNodeEnded(NodeExecution_Phase.RECOVERED)).toBe(true)
})

it('ends and run times', () => {
  const running = aNode({ phase: NodeExecution_Phase.RUNNING, startedAt: 1000 })
  expect(nodeEnd(running)).toBeUndefined()
  expect(nodeRunTime(running, 4000)).toBe(3000)
  const ended = aNode({ phase: NodeExecution_Phase.SUCCEEDED, startedAt: 1000, duration: 250, updatedAt: 9000 })
  expect(nodeEnd(ended)).toBe(1250)
  expect(nodeRunTime(ended, 4000)).toBe(250)
  const neverStarted = aNode({ phase: NodeExecution_Phase.SKIPPED, createdAt: 5, updatedAt: 6 })
  expect(nodeEnd(neverStarted)).toBe(6)
  expect(nodeRunTime(neverStarted, 4000)).toBeUndefined()
})
