import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findMountNamespace, planRoot } from './mount-namespace'

/** Not the folder that every other program fills: one with very many entries is not taken apart. */
const TEMPORARY = '/var/tmp'

let dir: string

beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(TEMPORARY, 'contrail-mount-')))
})

afterEach(() => {
  for (const name of ['in', 'out', 'tree']) fs.rmSync(path.join(dir, name), { recursive: true, force: true })
  fs.rmdirSync(dir)
})

describe('planRoot', () => {
  it('takes apart only the folders on the way, and binds the rest whole', () => {
    fs.mkdirSync(path.join(dir, 'tree/sub'), { recursive: true })
    fs.writeFileSync(path.join(dir, 'tree/file'), '')
    fs.symlinkSync('file', path.join(dir, 'tree/link'))
    const target = path.join(dir, 'tree/new/deep')
    const plan = planRoot([{ source: '/ours', target }])
    expect(plan?.binds).toContainEqual({ source: '/ours', target, kind: 'bind' })
    expect(plan?.binds).toContainEqual({
      source: path.join(dir, 'tree/sub'),
      target: path.join(dir, 'tree/sub'),
      kind: 'rbind',
    })
    expect(plan?.files).toContain(path.join(dir, 'tree/file'))
    expect(plan?.links).toContain(path.join(dir, 'tree/link'))
    expect(plan?.binds.filter((bind) => bind.source === dir)).toEqual([])
    expect(plan?.binds).toContainEqual({ source: '/usr', target: '/usr', kind: 'rbind' })
  })

  it('follows a link on the way, and hides what was at the target', () => {
    fs.mkdirSync(path.join(dir, 'tree/real/in'), { recursive: true })
    fs.symlinkSync('real', path.join(dir, 'tree/link'))
    const plan = planRoot([{ source: '/ours', target: path.join(dir, 'tree/link/in') }])
    expect(plan?.binds.at(-1)).toEqual({ source: '/ours', target: path.join(dir, 'tree/real/in'), kind: 'bind' })
    expect(plan?.binds.filter((bind) => bind.source === path.join(dir, 'tree/real/in'))).toEqual([])
  })

  it('gives up on the root itself', () => {
    expect(planRoot([{ source: '/ours', target: '/x/..' }])).toBeUndefined()
  })
})

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-root-'))
const namespace = await findMountNamespace(root)

afterAll(() => fs.rmdirSync(root))

describe.skipIf(namespace === undefined)('MountNamespace', () => {
  it('shows our folders at any path to the program, and nothing to anyone else', () => {
    const [input, output] = ['in', 'out'].map((name) => path.join(dir, name)) as [string, string]
    for (const folder of [input, output]) fs.mkdirSync(folder)
    fs.writeFileSync(path.join(input, 'x'), 'hello')
    const script =
      'cat /var/contrail-in/x > "/contrail out/deep/y"; pwd; echo "$1"; ls /usr > /dev/null; ls /var > /dev/null; exit 3'
    const argv = namespace?.wrap(
      [
        { source: input, target: '/var/contrail-in' },
        { source: output, target: '/contrail out/deep' },
      ],
      dir,
      ['/bin/sh', '-c', script, 'sh', `it's "$x"`],
    )
    let status = 0
    let stdout = ''
    try {
      execFileSync(argv?.[0] ?? '', argv?.slice(1) ?? [], { encoding: 'utf8' })
    } catch (error) {
      const failed = error as { status: number; stdout: string; stderr: string }
      status = failed.status
      stdout = failed.stdout
      expect(failed.stderr).toBe('')
    }
    expect([status, stdout]).toEqual([3, `${dir}\nit's "$x"\n`])
    expect(fs.readFileSync(path.join(output, 'y'), 'utf8')).toBe('hello')
    expect([fs.existsSync('/var/contrail-in'), fs.existsSync('/contrail out')]).toEqual([false, false])
    expect(fs.readdirSync(root)).toEqual([])
  })
})
