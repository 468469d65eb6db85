import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EngineBed, int, PATIENCE } from './testing/engine-bed'

const EXECUTIONS = 6
const NODES = ['n0', 'n1', 'n2', 'n3', 'n4']

let dir: string
let folder: string
let trace: string
let host: ChildProcess | undefined

beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-crash-')))
  folder = path.join(dir, 'data')
  trace = path.join(dir, 'trace')
  fs.writeFileSync(trace, '')
})

afterEach(() => {
  host?.kill('SIGKILL')
  fs.rmSync(dir, { recursive: true, force: true })
})

async function startHost(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./testing/crash-host.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, String(EXECUTIONS), trace], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  host = child
  await once(child.stdout, 'data')
  return child
}

const traceLines = () => fs.readFileSync(trace, 'utf8').split('\n').filter(Boolean)

/** Processes of this test's attempts that still run. */
function leftProcesses(): string[] {
  return fs.readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`CONTRAIL_ATTEMPT=${folder}`)
    } catch {
      return false
    }
  })
}

it('reaches the end that it would have reached, however often it is killed', { timeout: 2 * PATIENCE }, async () => {
  for (const progress of [2, 1, 5, 3, 8, 4]) {
    const child = await startHost()
    const before = traceLines().length
    await vi.waitFor(
      () =>
        expect(traceLines().length).toBeGreaterThanOrEqual(Math.min(before + progress, EXECUTIONS * NODES.length * 2)),
      {
        timeout: PATIENCE,
        interval: 5,
      },
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const bed = EngineBed.open({}, folder)
  const names = Array.from({ length: EXECUTIONS }, (_, index) => `e${index}`)
  for (const [index, name] of names.entries()) {
    expect(bed.outcome(await bed.ended(name)), name).toEqual({ o: int(index + 4) })
  }
  const events = names.map((name) => bed.events(name))
  await bed.stop()

  for (const [index, lines] of events.entries()) {
    expect(new Set(lines).size, `no event of e${index} is recorded twice: ${lines.join(', ')}`).toBe(lines.length)
    for (const node of NODES) expect(lines.filter((line) => line === `${node} SUCCEEDED`)).toHaveLength(1)
  }
  const begun = traceLines().filter((line) => line.startsWith('begin'))
  expect(new Set(begun).size, 'no attempt runs twice').toBe(begun.length)
  const ended = traceLines().filter((line) => line.startsWith('end'))
  expect(ended, 'every node is done once').toHaveLength(EXECUTIONS * NODES.length)
  expect(leftProcesses()).toEqual([])
})

it('ends its tasks when it is stopped, and does them again afterwards', { timeout: 2 * PATIENCE }, async () => {
  const child = await startHost()
  await vi.waitFor(() => expect(traceLines().length).toBeGreaterThan(3), { timeout: PATIENCE, interval: 5 })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(leftProcesses()).toEqual([])
  const bed = EngineBed.open({}, folder)
  for (let index = 0; index < EXECUTIONS; index++) {
    expect(bed.outcome(await bed.ended(`e${index}`))).toEqual({ o: int(index + 4) })
  }
  await bed.stop()
})
