import { Code, ConnectError } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { InactiveProjectSchema } from '../../src/api/gen/flyteidl/admin/project_pb'
import type { ControlPlane } from '../control-plane'
import { openDatabase } from '../store/database'
import { openBlobStore } from '../blobs/blob-store'
import { guarded } from './call-guard'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const dataDir = mkdtempSync(join(tmpdir(), 'contrail-guard-'))
const cp: ControlPlane = {
  settings: {
    dataDir,
    publicOrigin: '',
    endpoint: '',
    python: undefined,
    maxTasks: 1,
    secretsDir: undefined,
    codeDir: dataDir,
  },
  db: openDatabase(':memory:'),
  blobs: openBlobStore(dataDir),
  now: () => 0n,
  engine: undefined,
}

describe('guarded', () => {
  const failing = (error: unknown) =>
    guarded(cp, () => {
      throw error
    })({})

  it('passes answers and refusals on', async () => {
    expect(await guarded(cp, (_cp, request: number) => request + 1)(1)).toBe(2)
    const refusal = new ConnectError('no', Code.NotFound)
    await expect(failing(refusal)).rejects.toBe(refusal)
  })

  it('makes Internal of other errors, with their text', async () => {
    await expect(failing(new Error('odd'))).rejects.toMatchObject({ code: Code.Internal, rawMessage: 'odd' })
    await expect(failing('odd')).rejects.toMatchObject({ code: Code.Internal, rawMessage: 'odd' })
  })

  it.each(['SQLITE_FULL', 'ENOSPC'])('tells a full disk (%s)', async (code) => {
    await expect(failing(Object.assign(new Error('x'), { code }))).rejects.toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: 'the disk of the sandbox is full: x',
    })
  })

  it('cuts long messages between characters, and drops their details', async () => {
    const details = [{ desc: InactiveProjectSchema, value: { id: 'p' } }]
    const long = new ConnectError(`a${'é'.repeat(20_000)}`, Code.InvalidArgument, undefined, details)
    await expect(failing(long)).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: `a${'é'.repeat(15_999)}`,
      details: [],
    })
  })
})
