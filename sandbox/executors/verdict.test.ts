import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type ContainerErrorSchema,
  ContainerError_Kind as Kind,
  ErrorDocumentSchema,
} from '../../src/api/gen/flyteidl/core/errors_pb'
import { ExecutionError_ErrorKind as Origin } from '../../src/api/gen/flyteidl/core/execution_pb'
import { AttemptFolder, type KillReason } from './attempt-folder'
import type { ProcessEnd } from './task-process'
import { judgeAttempt } from './verdict'

let dir: string
let folder: AttemptFolder
let metadata: string

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-verdict-'))
  folder = AttemptFolder.of(dir, { execution: { project: 'p', domain: 'd', name: 'e' }, node: 'n0', attempt: 0 })
  fs.mkdirSync(folder.path, { recursive: true })
  metadata = path.join(dir, 'metadata')
  fs.mkdirSync(metadata)
})

afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true })
})

const leave = (name: string, content: string | Uint8Array = '') => fs.writeFileSync(path.join(metadata, name), content)
const document = (error: MessageInitShape<typeof ContainerErrorSchema>) =>
  toBinary(ErrorDocumentSchema, create(ErrorDocumentSchema, { error }))
const well: ProcessEnd = { kind: 'exited', code: 0 }
const judge = (end: ProcessEnd, hasOutputs = true, diskFull = false) =>
  judgeAttempt({ folder, end, metadata, generatedName: 'e-n0-0', hasOutputs, timeout: '10s', diskFull })

describe('judgeAttempt', () => {
  it('is success with outputs.pb, even an empty one', () => {
    leave('outputs.pb')
    leave('deck.html')
    expect(judge(well)).toEqual({
      kind: 'succeeded',
      outputsUri: path.join(metadata, 'outputs.pb'),
      deckUri: path.join(metadata, 'deck.html'),
    })
  })

  it('is dynamic with futures.pb, whatever else is there', () => {
    leave('futures.pb')
    leave('outputs.pb')
    expect(judge(well)).toMatchObject({ kind: 'dynamic', futuresUri: path.join(metadata, 'futures.pb') })
  })

  it('believes error.pb before a good exit status and outputs', () => {
    leave('outputs.pb')
    leave(
      'error.pb',
      document({ code: 'USER:Recoverable', message: 'm', kind: Kind.RECOVERABLE, origin: Origin.USER, worker: 'w' }),
    )
    expect(judge(well)).toMatchObject({
      kind: 'failed',
      retryable: true,
      error: { code: 'USER:Recoverable', message: 'm', kind: Origin.USER, worker: 'w' },
    })
    leave('error.pb', document({ code: 'SYSTEM', message: 'm', origin: Origin.SYSTEM }))
    expect(judge({ kind: 'exited', code: 1 })).toMatchObject({
      retryable: false,
      error: { code: 'SYSTEM', kind: Origin.SYSTEM },
    })
  })

  it.each(['', 'not protobuf'])('takes an error.pb of %j for a system error', (content) => {
    leave('error.pb', content)
    expect(judge(well)).toMatchObject({ retryable: true, error: { code: 'ErrorFileBadFormat', kind: Origin.SYSTEM } })
  })

  it('tells an exit status with the end of the log', () => {
    fs.writeFileSync(folder.log, `${'x'.repeat(5000)}\nlast words\n`)
    const verdict = judge({ kind: 'exited', code: 3 })
    expect(verdict).toMatchObject({ retryable: true, error: { code: 'Error', kind: Origin.USER } })
    expect(verdict.kind === 'failed' && verdict.error.message).toBe(
      '[e-n0-0] terminated with exit code (3). Reason [Error]. Message: \nlast words',
    )
  })

  it.each<[ProcessEnd, string, Origin]>([
    [{ kind: 'signalled', signal: 'SIGKILL' }, 'Interrupted', Origin.SYSTEM],
    [{ kind: 'signalled', signal: 'SIGSEGV' }, 'Error', Origin.USER],
    [{ kind: 'lost' }, 'SandboxStopped', Origin.SYSTEM],
    [{ kind: 'unstartable', reason: 'E2BIG' }, 'CannotStart', Origin.SYSTEM],
  ])('%j is a failure of code %s', (end, code, kind) => {
    leave('outputs.pb')
    expect(judge(end)).toMatchObject({ kind: 'failed', retryable: true, error: { code, kind } })
  })

  it.each<[KillReason, string]>([
    ['timeout', 'TimeoutExpired'],
    ['abort', 'Task Aborted'],
    ['stop', 'SandboxStopped'],
  ])('gives the reason of the engine first: %s', (reason, code) => {
    folder.markKilled(reason)
    folder.markKilled('abort')
    leave('error.pb', document({ code: 'USER:RuntimeError', message: 'interrupted' }))
    expect(judge({ kind: 'signalled', signal: 'SIGTERM' })).toMatchObject({ kind: 'failed', error: { code } })
  })

  it('counts work that was done when the sandbox was stopped', () => {
    folder.markKilled('stop')
    leave('outputs.pb')
    expect(judge(well).kind).toBe('succeeded')
  })

  it('blames a full disk rather than the task', () => {
    expect(judge({ kind: 'exited', code: 1 }, true, true)).toMatchObject({
      retryable: true,
      error: { code: 'DiskFull', kind: Origin.SYSTEM },
    })
  })

  it('wants outputs only where some are declared', () => {
    expect(judge(well, false)).toMatchObject({ kind: 'succeeded', outputsUri: '' })
    expect(judge(well)).toMatchObject({
      kind: 'failed',
      retryable: true,
      error: { code: 'OutputsNotFound', kind: Origin.SYSTEM },
    })
  })
})
