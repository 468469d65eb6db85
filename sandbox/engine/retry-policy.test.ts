import { create } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { TaskTemplateSchema } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { NodeMetadataSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { systemError, userError } from '../executors/verdict'
import { decideRetry, mostAttempts } from './retry-policy'

const user = userError('USER:Recoverable', 'again')
const system = systemError('Interrupted', 'killed')
const stopped = systemError('SandboxStopped', 'stopped')

describe('decideRetry', () => {
  it.each([
    ['the last of one', user, [], 1, false],
    ['the first of two', user, [], 2, true],
    ['the second of two', user, [user], 2, false],
    ['user errors beside system errors', user, [system, system], 2, true],
    ['system errors beside user errors', system, [user, user], 1, true],
    ['the third system error', system, [system, user, system], 9, true],
    ['the fourth system error', system, [system, system, system], 9, false],
    ['a stop of the sandbox', stopped, Array.from({ length: 50 }, () => stopped), 1, true],
    ['a user error after stops', user, [stopped, stopped], 1, false],
  ])('%s', (_name, error, earlier, attempts, retry) => {
    expect(decideRetry(error, true, earlier, attempts).retry).toBe(retry)
  })

  it('keeps an error that no retry can help, and tells when retries are used up', () => {
    expect(decideRetry(user, false, [], 9)).toEqual({ retry: false, error: user })
    expect(decideRetry(user, true, [user], 2)).toEqual({
      retry: false,
      error: userError('RetriesExhausted|USER:Recoverable', '[2/2] currentAttempt done. Last Error: USER::again'),
    })
  })
})

describe('mostAttempts', () => {
  const task = create(TaskTemplateSchema, { metadata: { retries: { retries: 2 } } })
  it.each([
    [task, undefined, 3],
    [task, create(NodeMetadataSchema, { retries: { retries: 4 } }), 5],
    [task, create(NodeMetadataSchema, { retries: { retries: 0 } }), 3],
    [undefined, undefined, 1],
  ])('is %#', (template, node, attempts) => {
    expect(mostAttempts(template, node)).toBe(attempts)
  })
})
