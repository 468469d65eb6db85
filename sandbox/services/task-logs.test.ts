import { create } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  TaskExecution_Phase as TaskPhase,
  type TaskLog,
  TaskLogSchema,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import { logsInPhase, mergeLogs } from './task-logs'

/** `name@uri`, either may be missing. */
function log(text: string): TaskLog {
  const [name = '', uri = ''] = text.split('@')
  return create(TaskLogSchema, { name, uri })
}

const shown = (logs: readonly TaskLog[]) => logs.map(({ name, uri }) => `${name}@${uri}`)

describe('mergeLogs', () => {
  it.each([
    [[], [], []],
    [['a@1'], [], ['a@1']],
    [[], ['a@1'], ['a@1']],
    [['a@1'], ['a@2'], ['a@2']],
    [['a@1'], ['b@1'], ['b@1']],
    [
      ['a@1', 'b@2'],
      ['c@3', 'a@4'],
      ['c@3', 'a@4', 'b@2'],
    ],
    [['@1'], ['@2'], ['@2', '@1']],
    [['@1'], ['a@2'], ['a@2', '@1']],
  ])('%j then %j: %j', (earlier, latest, expected) => {
    expect(shown(mergeLogs(earlier.map(log), latest.map(log)))).toEqual(expected)
  })

  it('keeps all of the latest and adds nothing the second time', () => {
    const logs = fc.array(fc.constantFrom('a@1', 'a@2', 'b@1', 'b@3', '@4', '@5').map(log))
    fc.assert(
      fc.property(logs, logs, (earlier, latest) => {
        const merged = mergeLogs(earlier, latest)
        expect(merged.slice(0, latest.length)).toEqual(latest.length === 0 ? [] : latest)
        expect(mergeLogs(merged, latest)).toEqual(merged)
      }),
    )
  })
})

describe('logsInPhase', () => {
  const logs = [
    create(TaskLogSchema, { name: 'plain' }),
    create(TaskLogSchema, { name: 'waiting', ShowWhilePending: true }),
    create(TaskLogSchema, { name: 'live', HideOnceFinished: true }),
  ]

  it.each([
    ['QUEUED', ['waiting']],
    ['INITIALIZING', ['waiting']],
    ['WAITING_FOR_RESOURCES', ['plain', 'waiting', 'live']],
    ['RUNNING', ['plain', 'waiting', 'live']],
    ['RETRYABLE_FAILED', ['plain', 'waiting', 'live']],
    ['SUCCEEDED', ['plain', 'waiting']],
    ['FAILED', ['plain', 'waiting']],
    ['ABORTED', ['plain', 'waiting']],
  ] as const)('in %s: %j', (phase, expected) => {
    expect(logsInPhase(logs, TaskPhase[phase]).map(({ name }) => name)).toEqual(expected)
  })
})
