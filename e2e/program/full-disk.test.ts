import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'

const SCOPE = { project: 'flytesnacks', domain: 'development' } as const
/** A small disk that only the sandbox and its tasks see. */
const NAMESPACE = ['unshare', '-r', '-m', '--propagation', 'private'] as const
const possible = spawnSync(NAMESPACE[0], [...NAMESPACE.slice(1), 'mount', '-t', 'tmpfs', 'x', tmpdir()]).status === 0

let folder = ''
let sandbox: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contrail-full-disk-'))
})
afterEach(async () => {
  if (sandbox?.exitCode === null) {
    sandbox.kill('SIGTERM')
    await once(sandbox, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!possible)('a task that fills the disk fails, and the sandbox goes on', { timeout: 60_000 }, async () => {
  const script = `mount -t tmpfs -o size=48m small "$1" && exec "$2" bin/contrail.mjs sandbox --empty --port 0 --data "$1/data"`
  sandbox = spawn(NAMESPACE[0], [...NAMESPACE.slice(1), 'sh', '-c', script, 'sh', folder, process.execPath])
  const origin = await new Promise<string>((resolve) => {
    let said = ''
    sandbox?.stdout?.on('data', (chunk: Buffer) => {
      const found = /endpoint\s+(\S+)/.exec((said += chunk.toString()))?.[1]
      if (found !== undefined) resolve(`http://${found}`)
    })
  })
  const admin = createClient(AdminService, createGrpcTransport({ baseUrl: origin }))
  const run = async (name: string, command: string) => {
    const id = { ...SCOPE, resourceType: ResourceType.TASK, name, version: 'v1' }
    const container = { image: 'none', command: ['sh', '-c', command] }
    const metadata = { runtime: { version: '1' } }
    const target = { case: 'container', value: container } as const
    await admin.createTask({ id, spec: { template: { type: 'raw-container', metadata, interface: {}, target } } })
    await admin.createExecution({ ...SCOPE, name, spec: { launchPlan: id }, inputs: {} })
    return vi.waitFor(
      async () => {
        const { closure } = await admin.getExecution({ id: { ...SCOPE, name } })
        expect([Phase.SUCCEEDED, Phase.FAILED]).toContain(closure?.phase)
        return closure
      },
      { timeout: 30_000, interval: 50 },
    )
  }
  const filled = await run('fills', 'head -c 200000000 /dev/zero > big')
  expect(filled?.phase).toBe(Phase.FAILED)
  expect(filled?.outputResult).toMatchObject({ value: { code: expect.stringContaining('DiskFull') as string } })
  expect(await run('after', 'echo fine')).toMatchObject({ phase: Phase.SUCCEEDED })
})
