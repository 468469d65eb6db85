import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SandboxProcess } from '../fixtures/sandbox-process'

interface Ended {
  readonly status: number | null
  readonly said: string
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contrail-bad-input-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the built program to its end. */
function contrail(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/contrail.mjs', ...args], {
      env: { ...process.env, HOME: folder, ...env },
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, said }))
  })
}

/** The reason on one line, without a stack trace. */
function expectRefusal(ended: Ended, reason: RegExp): void {
  expect(ended.said).toMatch(reason)
  expect(ended.said).not.toMatch(/^\s+at /m)
  expect(ended.status).toBe(1)
}

describe('contrail sandbox', () => {
  test('a port in use: says so, and leaves no data behind that a next start would trip over', async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as net.AddressInfo
    const data = join(folder, 'data')
    expectRefusal(
      await contrail(['sandbox', '--port', String(port), '--data', data]),
      new RegExp(`Port ${port} is in use.*--port`),
    )
    server.close()
    const next = new SandboxProcess()
    await next.start(['--empty'])
    await next.remove()
  })

  test('a data folder that is a file', async () => {
    writeFileSync(join(folder, 'file'), '')
    expectRefusal(
      await contrail(['sandbox', '--port', '0', '--data', join(folder, 'file')]),
      /data folder .*file cannot be used.*--data/s,
    )
  })

  test('a data folder that may not be written', async () => {
    let data = join(folder, 'locked')
    mkdirSync(data)
    chmodSync(data, 0o500)
    // The superuser may write anywhere but where the kernel itself says no.
    if (process.getuid?.() === 0) data = '/sys/contrail-data'
    expectRefusal(
      await contrail(['sandbox', '--port', '0', '--data', data]),
      new RegExp(`data folder .*${data} cannot be used`),
    )
  })

  test('a data folder that another sandbox uses', async () => {
    const data = join(folder, 'data')
    const child = spawn(process.execPath, ['bin/contrail.mjs', 'sandbox', '--empty', '--port', '0', '--data', data])
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('endpoint') && resolve()),
    )
    expectRefusal(await contrail(['sandbox', '--empty', '--port', '0', '--data', data]), /in use/)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  })

  test('an interpreter without flytekit that was asked for', async () => {
    expectRefusal(
      await contrail(['sandbox', '--port', '0', '--data', join(folder, 'data'), '--python', '/bin/false']),
      /\/bin\/false cannot import flytekit.*pip install flytekit/,
    )
    expect(existsSync(join(folder, 'data', 'control-plane.db'))).toBe(false)
  })

  test('--help says where the data is and how to start afresh', async () => {
    const { status, said } = await contrail(['sandbox', '--help'])
    expect(status).toBe(0)
    expect(said).toContain(`Data is kept in ${join(folder, '.contrail', 'sandbox')} unless --data`)
    expect(said).toMatch(/To start afresh, stop the sandbox and delete that folder/)
  })

  test.each([
    ['--port', '70000'],
    ['--max-tasks', '0'],
    ['--base-path', '/a b'],
  ])('%s %s', async (flag, value) => {
    const ended = await contrail(['sandbox', flag, value])
    expect([ended.status, ended.said.split('\n')[0]]).toEqual([1, expect.stringContaining(flag)])
  })
})

describe('contrail serve and config', () => {
  test('a broken configuration file', async () => {
    const config = join(folder, 'config.yaml')
    writeFileSync(config, 'admin: [unclosed')
    expectRefusal(await contrail(['serve', '--config', config]), /config\.yaml is no valid YAML/)
    expectRefusal(
      await contrail(['config', '--config', join(folder, 'absent.yaml')]),
      /Cannot read the configuration file .*absent\.yaml/,
    )
  })

  test('an endpoint that is a URL', async () => {
    expectRefusal(await contrail(['serve', '--endpoint', 'https://flyte.example.net/']), /is no endpoint.*host:port/)
  })

  test('config shows each value and its source, never a secret', async () => {
    const { status, said } = await contrail(['config', '--endpoint', 'flyte.example.net'], {
      FLYTE_CREDENTIALS_CLIENT_SECRET: 'hush-hush',
    })
    expect(status).toBe(0)
    expect(said).toMatch(/platform\.endpoint\s+flyte\.example\.net\s+flag --endpoint/)
    expect(said).toMatch(/platform\.client_credentials_secret\s+•+\s+environment FLYTE_CREDENTIALS_CLIENT_SECRET/)
    expect(said).not.toContain('hush-hush')
  })

  test.each(['sandbox', 'serve', 'config'])('%s --help', async (command) => {
    const { status, said } = await contrail([command, '--help'])
    expect([status, said]).toEqual([0, expect.stringMatching(new RegExp(`Usage: contrail ${command}`))])
  })
})
