import { expect, it } from 'vitest'
import { NodeExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { aNode } from './execution-node.fixture'
import { findRows } from './execution-tree-find'
import type { NodeRow } from './execution-tree'

const row = (key: string, name: string, parentKey?: string, phase = Phase.SUCCEEDED): NodeRow => ({
  type: 'node',
  key,
  depth: 0,
  parentKey,
  position: 1,
  siblings: 1,
  execution: { project: 'p', domain: 'd', name: 'e' },
  nodeId: key,
  specId: key,
  name,
  module: '',
  kind: parentKey === undefined ? 'workflow' : 'task',
  outline: undefined,
  node: aNode({ nodeId: key, phase }),
  never: false,
  expandable: false,
  expanded: false,
  taken: undefined,
  parentAttempt: undefined,
})
const rows = [
  row('n0', 'load'),
  row('n1', 'regions'),
  row('n1-0-a', 'Train', 'n1', Phase.FAILED),
  row('n1-0-b', 'score', 'n1'),
]

it.each([
  ['train', ['n1', 'n1-0-a'], 1],
  ['failed', ['n1', 'n1-0-a'], 1],
  ['workflow', ['n0', 'n1'], 2],
  ['n1-0', ['n1', 'n1-0-a', 'n1-0-b'], 2],
  ['nothing like it', [], 0],
])('%j', (text, keys, found) => {
  const result = findRows(rows, text)
  expect(result.rows.map(({ key }) => key)).toEqual(keys)
  expect(result.found).toBe(found)
})

it('without a text nothing is done', () => {
  expect(findRows(rows, ' ').rows).toBe(rows)
})
