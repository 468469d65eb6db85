import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findProcess, startProcess, type TaskProcess, traceProcess } from './task-process'

let folder: string
let started: TaskProcess[]

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-process-'))
  started = []
})

afterEach(async () => {
  for (const process of started) process.terminate(0)
  await Promise.all(started.map(({ ended }) => ended))
  fs.rmSync(folder, { recursive: true, force: true })
})

function run(script: string, options: { readonly logLimit?: number; readonly arguments?: readonly string[] } = {}) {
  const process = startProcess(folder, {
    argv: ['/bin/sh', '-c', script, 'task', ...(options.arguments ?? [])],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', FOLDER: folder },
    logLimit: options.logLimit ?? 1_000_000,
  })
  started.push(process)
  return process
}

const file = (name: string) => path.join(folder, name)
const log = () => fs.readFileSync(file('log'), 'utf8')
const appears = (name: string) =>
  vi.waitFor(() => {
    const content = fs.readFileSync(file(name), 'utf8')
    expect(content).toMatch(/\n$/)
    return content.trim()
  })

function exists(pid: number): boolean {
  try {
    // A zombie that nobody waits for is gone as far as anyone cares.
    return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')
  } catch {
    return false
  }
}

describe('startProcess', () => {
  it('runs the program with its arguments, environment and folder, and keeps both outputs in order', async () => {
    const { ended } = run('echo "$1|$2|$3"; echo "$FOLDER" >&2; pwd', { arguments: ['a b', '', '$x*'] })
    expect(await ended).toEqual({ kind: 'exited', code: 0 })
    expect(log()).toBe(`a b||$x*\n${folder}\n${folder}\n`)
  })

  it.each([
    ['exit 3', { kind: 'exited', code: 3 }],
    ['kill -KILL $$', { kind: 'signalled', signal: 'SIGKILL' }],
    ['kill -TERM $$', { kind: 'signalled', signal: 'SIGTERM' }],
  ])('reports %s', async (script, end) => {
    expect(await run(script).ended).toEqual(end)
    expect(traceProcess(folder)).toEqual({ state: 'ended', end })
  })

  it('has each line in the log while the program goes on', async () => {
    const { ended } = run('echo one; until [ -e "$FOLDER/go" ]; do sleep 0.05; done; echo two')
    await vi.waitFor(() => expect(log()).toBe('one\n'))
    fs.writeFileSync(file('go'), '')
    await ended
    expect(log()).toBe('one\ntwo\n')
  })

  it('cuts a long output with a mark, and does not block the task', async () => {
    const { ended } = run('head -c 3000000 /dev/zero | tr "\\0" x; echo done > "$FOLDER/done"', { logLimit: 1000 })
    expect(await ended).toEqual({ kind: 'exited', code: 0 })
    expect(fs.existsSync(file('done'))).toBe(true)
    expect(log()).toMatch(/^x{1000}\n\[contrail\] The log was cut here, after 1000 bytes\. .*\n$/)
  })

  it('leaves an output of just the limit alone', async () => {
    await run('printf xxxxx', { logLimit: 5 }).ended
    expect(log()).toBe('xxxxx')
  })

  it('shows output while the task runs', async () => {
    run('echo first; read -r x < "$FOLDER/never"', {})
    expect(await vi.waitFor(() => (expect(log()).toContain('first'), log()))).toContain('first')
  })

  it('ends what the task leaves behind, also when that keeps the output open', async () => {
    const { ended } = run(
      'sleep 1000 & echo $! > "$FOLDER/child"; (trap "" TERM HUP; sleep 1000 > /dev/null 2>&1 & echo $! > "$FOLDER/quiet")',
    )
    const begin = performance.now()
    expect(await ended).toEqual({ kind: 'exited', code: 0 })
    expect(performance.now() - begin).toBeLessThan(10_000)
    for (const name of ['child', 'quiet']) {
      const pid = Number(fs.readFileSync(file(name), 'utf8'))
      await vi.waitFor(() => expect(exists(pid)).toBe(false))
    }
  })

  it('says why the system would not start it', async () => {
    const process = startProcess(folder, {
      argv: ['/bin/true'],
      cwd: file('no-such-folder'),
      env: {},
      logLimit: 1,
    })
    expect(await process.ended).toMatchObject({ kind: 'unstartable' })
    expect(traceProcess(folder)).toEqual({ state: 'none' })
  })
})

describe('terminate', () => {
  it('lets a task end in its own way', async () => {
    const process = run('trap "echo bye; exit 7" TERM; echo > "$FOLDER/ready"; while :; do sleep 0.01; done')
    await appears('ready')
    process.terminate(60_000)
    expect(await process.ended).toEqual({ kind: 'exited', code: 7 })
    expect(log()).toContain('bye')
  })

  it('ends a whole group that does not listen, grandchildren too', async () => {
    const process = run(
      'trap "" TERM; sh -c \'trap "" TERM; sleep 1000 & echo $! > "$FOLDER/grandchild"; wait\' & echo $! > "$FOLDER/child"; echo > "$FOLDER/ready"; wait; wait',
    )
    await appears('ready')
    const pids = [await appears('child'), await appears('grandchild')].map(Number)
    process.terminate(50)
    process.terminate(50)
    expect(await process.ended).toEqual({ kind: 'signalled', signal: 'SIGKILL' })
    for (const pid of pids) await vi.waitFor(() => expect(exists(pid)).toBe(false))
  })
})

describe('after a crash of the sandbox', () => {
  /** Starts a task from another process, which is then killed with -9. */
  async function orphan(script: string): Promise<void> {
    const source = `
      import { startProcess } from ${JSON.stringify(path.join(import.meta.dirname, 'task-process.ts'))}
      startProcess(${JSON.stringify(folder)}, {
        argv: ['/bin/sh', '-c', ${JSON.stringify(script)}],
        cwd: ${JSON.stringify(folder)},
        env: { PATH: '/usr/bin:/bin', FOLDER: ${JSON.stringify(folder)} },
        logLimit: 1000,
      })`
    const sandbox = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
      stdio: 'ignore',
    })
    await vi.waitFor(() => expect(fs.existsSync(file('ready'))).toBe(true), { timeout: 20_000 })
    sandbox.kill('SIGKILL')
    await once(sandbox, 'exit')
  }

  it('finds the running task and learns how it ended', async () => {
    await orphan('echo > "$FOLDER/ready"; until [ -e "$FOLDER/go" ]; do sleep 0.01; done; echo late; exit 5')
    expect(traceProcess(folder).state).toBe('running')
    const found = findProcess(folder)
    fs.writeFileSync(file('go'), '')
    expect(await found?.ended).toEqual({ kind: 'exited', code: 5 })
    expect(log()).toBe('late\n')
    expect(await findProcess(folder)?.ended).toEqual({ kind: 'exited', code: 5 })
  })

  it('never runs an attempt twice', async () => {
    await orphan('echo x >> "$FOLDER/runs"; echo > "$FOLDER/ready"; until [ -e "$FOLDER/go" ]; do sleep 0.01; done')
    const again = run('echo x >> "$FOLDER/runs"')
    fs.writeFileSync(file('go'), '')
    expect(await again.ended).toEqual({ kind: 'exited', code: 0 })
    expect(fs.readFileSync(file('runs'), 'utf8')).toBe('x\n')
  })

  it('terminates a task that it found', async () => {
    await orphan('trap "" TERM; echo > "$FOLDER/ready"; while :; do sleep 0.01; done')
    const found = findProcess(folder)
    found?.terminate(20)
    expect(await found?.ended).toEqual({ kind: 'lost' })
  })

  it('does not take another process with the same id for the task', () => {
    fs.writeFileSync(file('supervisor'), fs.readFileSync('/proc/self/stat', 'utf8'))
    expect(traceProcess(folder).state).toBe('running')
    const fields = fs.readFileSync('/proc/self/stat', 'utf8').trim().split(') ')
    const later = fields[1]?.split(' ').map((field, index) => (index === 19 ? String(Number(field) - 1) : field))
    fs.writeFileSync(file('supervisor'), `${fields[0] ?? ''}) ${later?.join(' ') ?? ''}\n`)
    expect(traceProcess(folder)).toEqual({ state: 'ended', end: { kind: 'lost' } })
  })
})
