import { expect, it } from 'vitest'
import { NodeExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { aNode } from './execution-node.fixture'
import { rowPaths } from './execution-graph-phases'
import type { OutlineNode } from './execution-outline'
import type { NodeRow } from './execution-tree'

function row(key: string, specId: string, other: Partial<NodeRow> = {}): NodeRow {
  return {
    type: 'node',
    key,
    depth: 0,
    parentKey: undefined,
    position: 1,
    siblings: 1,
    execution: { project: 'p', domain: 'd', name: 'e' },
    nodeId: key,
    specId,
    name: specId,
    module: '',
    kind: 'task',
    outline: undefined,
    node: aNode({ nodeId: key, startedAt: 1000, duration: 2500 }),
    never: false,
    expandable: false,
    expanded: false,
    taken: undefined,
    parentAttempt: undefined,
    ...other,
  }
}

it('finds phases by path, a skipped case below its branch, and the latest attempt of a parent', () => {
  const cases = [{ id: 'yes' }, { id: 'no' }] as unknown as OutlineNode['cases']
  const { phases, keys } = rowPaths([
    row('n0', 'n0', { outline: { cases } as OutlineNode }),
    row('n0-0-yes', 'yes', { parentKey: 'n0' }),
    row('no', 'no', { node: aNode({ nodeId: 'no', phase: Phase.SKIPPED }) }),
    row('n1', 'n1'),
    row('n1-0-a', 'a', { parentKey: 'n1', node: aNode({ nodeId: 'n1-0-a', phase: Phase.FAILED }) }),
    row('n1-1-a', 'a', { parentKey: 'n1' }),
    row('n2', 'n2', { node: undefined, never: true }),
  ])
  expect([...phases].map(([path, { look, note }]) => [path, look.word, note])).toEqual([
    ['n0', 'Succeeded', '2.5s'],
    ['n0/yes', 'Succeeded', '2.5s'],
    ['no', 'Skipped', undefined],
    ['n1', 'Succeeded', '2.5s'],
    ['n1/a', 'Succeeded', '2.5s'],
    ['n2', 'Not started', 'never started'],
    ['n0/no', 'Skipped', undefined],
  ])
  expect(keys.get('n1/a')).toBe('n1-1-a')
  expect(keys.get('n0/no')).toBe('no')
})
