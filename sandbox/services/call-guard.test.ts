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

  const sizeOnTheWire = (error: ConnectError) =>
    encodeURIComponent(error.rawMessage).length +
    (error.details.length > 0 ? Buffer.byteLength(error.rawMessage) * 1.34 : 0)

  it.each(['x', 'é', '%', '\n', '語'])(
    'cuts a message of many %j to what clients take, and keeps details',
    async (char) => {
      const details = [{ desc: InactiveProjectSchema, value: { id: 'p' } }]
      for (const kept of [[], details]) {
        const long = new ConnectError(char.repeat(20_000), Code.InvalidArgument, undefined, kept)
        const error = await failing(long).catch((caught: unknown) => caught)
        if (!(error instanceof ConnectError)) throw new Error('no status')
        expect(error.code).toBe(Code.InvalidArgument)
        expect(error.details).toEqual(long.details)
        expect(error.rawMessage).toMatch(new RegExp(`^${char}{500,}… \\(\\d+ bytes more\\)$`))
        expect(sizeOnTheWire(error)).toBeLessThan(8192)
      }
    },
  )

  it('leaves shorter ones alone', async () => {
    const error = new ConnectError('x'.repeat(7000), Code.NotFound)
    await expect(failing(error)).rejects.toBe(error)
  })
})
