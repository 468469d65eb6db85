import { describe, expect, it } from 'vitest'
import {
  ExecutionError_ErrorKind as Kind,
  NodeExecution_Phase as Node,
  TaskExecution_Phase as Task,
} from '../api/gen/flyteidl/core/execution_pb'
import { anAttempt } from './execution-attempt.fixture'
import { explainError, failedAttempt, failedItems, firstFailure, leadsDown } from './execution-failure'
import type { MapItem } from './execution-map'
import type { FlyteError } from './execution-node'
import { aNode } from './execution-node.fixture'

const error = (message: string, code = 'USER:ValueError', kind = Kind.USER): FlyteError => ({
  code,
  kind,
  message,
  uri: '',
})

describe('firstFailure', () => {
  it('is the one that failed first and by itself', () => {
    const nodes = [
      aNode({ nodeId: 'ok' }),
      aNode({
        nodeId: 'stopped',
        phase: Node.FAILED,
        updatedAt: 1,
        error: error('Some node execution failed, auto-abort.'),
      }),
      aNode({ nodeId: 'late', phase: Node.FAILED, updatedAt: 9, error: error('x') }),
      aNode({ nodeId: 'first', phase: Node.TIMED_OUT, updatedAt: 5, error: error('y') }),
      aNode({ nodeId: 'end-node', phase: Node.FAILED, updatedAt: 0, error: error('z') }),
    ]
    expect(firstFailure(nodes)?.nodeId).toBe('first')
    expect(firstFailure(nodes.slice(0, 2))?.nodeId).toBe('stopped')
    expect(firstFailure(nodes.slice(0, 1))).toBeUndefined()
  })
})

it('the failed attempt is the last failed one, beyond ten', () => {
  const attempts = [9, 11, 10].map((attempt) => anAttempt({ attempt, phase: Task.FAILED }))
  expect(failedAttempt([...attempts, anAttempt({ attempt: 12 })])?.attempt).toBe(11)
  expect(failedAttempt([])).toBeUndefined()
})

it.each([
  [
    error('Traceback (most recent call last):\n  File "/a.py", line 1, in f\nValueError: bad'),
    'ValueError: bad',
    'User',
  ],
  [error('', 'OOMKilled', Kind.SYSTEM), 'OOMKilled: the container ran out of memory', 'System'],
  [error('pod x. Reason [OOMKilled]', 'UnknownError'), 'OOMKilled: the container ran out of memory', 'User'],
  [error('', '', Kind.UNKNOWN), 'Unknown', 'Unknown'],
  [error('', 'RuntimeExecutionError', JSON.parse('7') as Kind), 'RuntimeExecutionError', 'Unknown'],
])('explainError(%j)', (given, title, kind) => {
  expect(explainError(given)).toMatchObject({ title, kind })
})

it('failed items: those that the error names come first', () => {
  const item = (index: number, state: MapItem['state']): MapItem => ({ index, state, phase: Task.FAILED, attempts: [] })
  expect(failedItems([item(0, 'done'), item(3, 'failed'), item(7, 'failed')], error('[7]: x'))).toEqual([7, 3])
})

it('what may hold the reason below it', () => {
  expect(leadsDown(aNode({ isParent: true }))).toBe(true)
  expect(leadsDown(aNode({ child: { project: 'p', domain: 'd', name: 'c' } }))).toBe(true)
  expect(leadsDown(aNode({ phase: Node.FAILED }))).toBe(false)
})
