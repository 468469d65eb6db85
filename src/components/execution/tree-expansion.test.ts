import { describe, expect, it } from 'vitest'
import { NodeExecution_Phase as Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { aNode } from '../../domain/execution-node.fixture'
import type { NodeExecution } from '../../domain/execution-node'
import type { NodeRow } from '../../domain/execution-tree'
import { expandedKeys, noExpansion, setExpanded, unfoldAll, unfoldTowards, unfoldTrouble } from './tree-expansion'

const root = { project: 'p', domain: 'd', name: 'e' }

function row(key: string, node: Partial<NodeExecution>, other: Partial<NodeRow> = {}): NodeRow {
  return {
    type: 'node',
    key,
    depth: 0,
    parentKey: undefined,
    position: 1,
    siblings: 1,
    execution: root,
    nodeId: key,
    specId: key,
    name: key,
    module: '',
    kind: 'workflow',
    outline: undefined,
    node: aNode({ nodeId: key, ...node }),
    never: false,
    expandable: true,
    expanded: false,
    taken: undefined,
    parentAttempt: undefined,
    ...other,
  }
}

const running = { phase: Phase.RUNNING }
const failed = { phase: Phase.FAILED }
const done = { phase: Phase.SUCCEEDED }

describe('expansion of the tree', () => {
  it('unfolds what runs or has failed, and leaves what went well', () => {
    const next = unfoldTrouble(noExpansion, [row('n0', done), row('n1', running), row('n2', failed)])
    expect([...expandedKeys(next)]).toEqual(['n1', 'n2'])
  })

  it('stays the very same when there is nothing new, also after what ran has ended', () => {
    const once = unfoldTrouble(noExpansion, [row('n1', running)])
    expect(unfoldTrouble(once, [row('n1', done, { expanded: true })])).toBe(once)
    expect([...expandedKeys(once)]).toEqual(['n1'])
  })

  it('never undoes what was done by hand', () => {
    const folded = setExpanded(unfoldTrouble(noExpansion, [row('n1', failed)]), 'n1', false)
    expect([...expandedKeys(folded)]).toEqual([])
    expect(unfoldTrouble(folded, [row('n1', failed)])).toBe(folded)
    expect([...expandedKeys(setExpanded(folded, 'n0', true))]).toEqual(['n0'])
  })

  it('unfolds only so many by itself', () => {
    const many = Array.from({ length: 100 }, (_, at) => row(`n${at}`, failed))
    const size = expandedKeys(unfoldTrouble(noExpansion, many)).size
    expect(size).toBeGreaterThan(5)
    expect(size).toBeLessThan(30)
  })

  it('looks for a row first where its key says that it is, then everywhere', () => {
    const child = { project: 'p', domain: 'd', name: 'c' }
    const rows = [row('n0', done), row('n1', done), row('n2', { ...done, child })]
    expect([...expandedKeys(unfoldTowards(noExpansion, rows, 'n1-0-n4'))]).toEqual(['n1'])
    expect([...expandedKeys(unfoldTowards(noExpansion, rows, 'p/d/c/n4'))]).toEqual(['n2'])
    expect([...expandedKeys(unfoldTowards(noExpansion, rows, 'fhash'))]).toEqual(['n0', 'n1', 'n2'])
  })

  it('unfolds for a picture only what is part of the workflow', () => {
    const rows = [row('n0', done), row('n1', done, { kind: 'plan' }), row('n2', done, { kind: 'branch' })]
    expect([...expandedKeys(unfoldAll(noExpansion, rows))]).toEqual(['n0', 'n2'])
  })
})
