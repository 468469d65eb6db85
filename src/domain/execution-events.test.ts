import { expect, it } from 'vitest'
import { NodeExecution_Phase as Node, WorkflowExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import { executionEvents } from './execution-events'
import { aNode } from './execution-node.fixture'
import type { NodeRow } from './execution-tree'
import { anExecution } from './execution.fixture'

const row = (node: NodeRow['node'], key: string) =>
  ({ type: 'node', key, name: key, node, outline: undefined }) as NodeRow

it('lists what happened in its order, and nothing of what has not', () => {
  const events = executionEvents(
    anExecution({
      phase: Phase.ABORTED,
      abort: { cause: 'enough', principal: '' },
      createdAt: 0,
      startedAt: 5,
      duration: 95,
    }),
    [
      row(aNode({ nodeId: 'a', createdAt: 10, startedAt: 20, duration: 30 }), 'a'),
      row(aNode({ nodeId: 'b', createdAt: 15, phase: Node.QUEUED }), 'b'),
      row(undefined, 'c'),
      { type: 'note' } as never,
    ],
  )
  expect(events.map(({ at, name, look, detail }) => [at, name, look.word, detail])).toEqual([
    [0, '', 'Accepted', ''],
    [5, '', 'Started', ''],
    [10, 'a', 'Queued', ''],
    [15, 'b', 'Queued', ''],
    [20, 'a', 'Started', ''],
    [50, 'a', 'Succeeded', 'after 0.0s'],
    [100, '', 'Aborted', 'enough'],
  ])
})
