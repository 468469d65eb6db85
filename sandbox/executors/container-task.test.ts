import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { JsonObject } from '@bufbuild/protobuf'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SandboxSettings } from '../control-plane'
import { ArchiveCache } from './archive'
import { TaskRefusal } from './attempt-spec'
import { prepareContainerTask } from './container-task'
import { containerOf } from './task-command'
import { testAttempt } from './testing/attempt'

let close: () => void = () => undefined
let made: string[] = []

afterEach(() => {
  vi.unstubAllEnvs()
  close()
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
  made = []
})

/** A new folder that is removed after the test. */
function newFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-container-')))
  made.push(folder)
  return folder
}

const EXECUTE = [
  'pyflyte-execute',
  '--inputs',
  '{{.input}}',
  '--prev-checkpoint',
  '{{.prevCheckpointPrefix}}',
  '--resolver',
  'r',
  '--',
  'x',
]

function attempt(container: JsonObject, settings: Partial<SandboxSettings> = {}, template: JsonObject = {}) {
  const test = testAttempt({ container: { image: 'registry/i:v1', ...container }, ...template }, {}, settings)
  close = test.close
  const { spec, folder } = test
  const found = containerOf(spec.template)
  if (!found) throw new Error('no container')
  const archives = new ArchiveCache(path.join(test.dataDir, 'code'))
  return { ...test, prepare: () => prepareContainerTask(found, spec, folder, test.settings, archives) }
}

/** An interpreter's folder with these programs in it. */
function python(...programs: string[]): string {
  const bin = newFolder()
  for (const program of ['python', ...programs])
    fs.writeFileSync(path.join(bin, program), '#!/bin/sh\n', { mode: 0o755 })
  return path.join(bin, 'python')
}

describe('prepareContainerTask', () => {
  it('runs flytekit of the configured interpreter, in a folder of its own', async () => {
    const interpreter = python('pyflyte-execute')
    const { prepare, spec, folder } = attempt({ args: EXECUTE }, { python: interpreter })
    const { argv, cwd, env, notes } = await prepare()
    const bin = path.dirname(interpreter)
    expect(argv).toEqual([
      path.join(bin, 'pyflyte-execute'),
      ...['--inputs', spec.inputsUri, '--prev-checkpoint', '""', '--resolver', 'r', '--', 'x'],
    ])
    expect(cwd).toBe(folder.cwd)
    expect(env).toMatchObject({
      HOME: folder.home,
      TMPDIR: folder.tmp,
      PYTHONPATH: '/code',
      FLYTE_INTERNAL_EXECUTION_ID: 'e',
      FLYTE_INTERNAL_TASK_NAME: 'module.task',
      FLYTE_INTERNAL_TASK_VERSION: 'v7',
      FLYTE_ATTEMPT_NUMBER: '1',
      FLYTE_PLATFORM_URL: 'localhost:1',
    })
    expect(env.PATH?.startsWith(`${bin}:`)).toBe(true)
    expect(fs.readdirSync(cwd)).toEqual([])
    expect(notes).toEqual(['Runs as a local process: the image registry/i:v1 is not used.'])
  })

  it('goes by way of the interpreter when the script is not installed', async () => {
    const interpreter = python()
    vi.stubEnv('PATH', '/usr/bin:/bin')
    const { prepare } = attempt({ args: EXECUTE }, { python: interpreter })
    const { argv } = await prepare()
    expect(argv.slice(0, 2)).toEqual([interpreter, '-c'])
    expect(argv[2]).toContain('from flytekit.bin.entrypoint import execute_task_cmd')
    expect(argv[3]).toBe('--inputs')
  })

  it('says what to install when there is no flytekit', async () => {
    vi.stubEnv('PATH', '/usr/bin:/bin')
    const { prepare } = attempt({ args: EXECUTE })
    await expect(prepare()).rejects.toThrow(TaskRefusal)
    await expect(prepare()).rejects.toThrow('pip install flytekit')
  })

  it('lets later sources of variables win, and passes on nothing that is not meant for tasks', async () => {
    vi.stubEnv('CONTRAIL_ADMIN_TOKEN', 'secret')
    const { prepare, spec } = attempt({
      args: ['/bin/sh'],
      env: [
        { key: 'FOO', value: 'container' },
        { key: 'FLYTE_ATTEMPT_NUMBER', value: '9' },
        { key: 'PYTHONPATH', value: '/app' },
        { key: 'BAR', value: 'container' },
      ],
    })
    Object.assign(spec, {
      executionEnvs: [
        { key: 'FOO', value: 'execution' },
        { key: 'HOME', value: '/root' },
      ],
    })
    const { env, cwd } = await prepare()
    expect(env).toMatchObject({
      FOO: 'execution',
      BAR: 'container',
      FLYTE_ATTEMPT_NUMBER: '1',
      PYTHONPATH: '/code:/app',
    })
    expect(env.HOME).not.toBe('/root')
    expect(env.CONTRAIL_ADMIN_TOKEN).toBeUndefined()
    expect(cwd).toContain('/runs/p/d/e/n0/1/')
  })

  it('unpacks uploaded code into the working folder and runs the task itself', async () => {
    const interpreter = python('pyflyte-execute', 'pyflyte-fast-execute')
    const code = newFolder()
    fs.mkdirSync(path.join(code, 'package'))
    fs.writeFileSync(path.join(code, 'package/module.py'), 'x = 1\n')
    const archive = path.join(code, 'fast.tar.gz')
    execFileSync('tar', ['-czf', archive, '-C', code, 'package'])
    const { prepare, folder } = attempt(
      { args: ['pyflyte-fast-execute', '--additional-distribution', archive, '--dest-dir', '/root', '--', ...EXECUTE] },
      { python: interpreter },
    )
    const { argv, env } = await prepare()
    expect(fs.readFileSync(path.join(folder.cwd, 'package/module.py'), 'utf8')).toBe('x = 1\n')
    expect(path.basename(argv[0])).toBe('pyflyte-execute')
    expect(argv.slice(5, 11)).toEqual([
      '--dynamic-addl-distro',
      archive,
      '--dynamic-dest-dir',
      '/root',
      '--resolver',
      'r',
    ])
    expect(env.PYTHONPATH).toBe(folder.cwd)
  })

  it('leaves code elsewhere to flytekit, but never lets it write outside of the attempt', async () => {
    const interpreter = python('pyflyte-execute', 'pyflyte-fast-execute')
    const { prepare } = attempt(
      {
        args: [
          'pyflyte-fast-execute',
          '--additional-distribution',
          's3://b/fast.tar.gz',
          '--dest-dir',
          '/root',
          '--',
          ...EXECUTE,
        ],
      },
      { python: interpreter },
    )
    const { argv } = await prepare()
    expect(argv.slice(1, 6)).toEqual(['--additional-distribution', 's3://b/fast.tar.gz', '--dest-dir', '.', '--'])
  })

  it('says that code cannot be unpacked', async () => {
    const interpreter = python('pyflyte-execute')
    const { prepare } = attempt(
      { args: ['pyflyte-fast-execute', '--additional-distribution', interpreter, '--dest-dir', '.', '--', ...EXECUTE] },
      { python: interpreter },
    )
    await expect(prepare()).rejects.toMatchObject({
      code: 'CodeNotFound',
      message: expect.stringContaining('cannot be unpacked') as unknown,
    })
  })

  it('gives a task the secrets that it asks for, and no others', async () => {
    const secretsDir = newFolder()
    fs.mkdirSync(path.join(secretsDir, 'db'))
    fs.writeFileSync(path.join(secretsDir, 'db/password'), 'sesame')
    fs.writeFileSync(path.join(secretsDir, 'db/other'), 'hidden')
    vi.stubEnv('_FSEC_API_TOKEN', 'from the environment')
    const { prepare, folder } = attempt(
      { args: ['/bin/sh'] },
      { secretsDir },
      {
        securityContext: {
          secrets: [
            { group: 'db', key: 'Password', envVar: 'PGPASSWORD' },
            { group: 'api', key: 'token' },
            { group: 'db', key: 'gone' },
            { group: '..', key: 'etc' },
          ],
        },
      },
    )
    const { env, notes } = await prepare()
    expect(env).toMatchObject({
      _FSEC_DB_PASSWORD: 'sesame',
      PGPASSWORD: 'sesame',
      _FSEC_API_TOKEN: 'from the environment',
      FLYTE_SECRETS_DEFAULT_DIR: folder.secrets,
    })
    expect(Object.values(env)).not.toContain('hidden')
    expect(fs.readFileSync(path.join(folder.secrets, 'db/password'), 'utf8')).toBe('sesame')
    expect(fs.statSync(path.join(folder.secrets, 'db/password')).mode & 0o777).toBe(0o600)
    expect(notes.filter((note) => note.includes('was not found')).map((note) => note.split(' ')[2])).toEqual([
      'db/gone',
      '../etc',
    ])
  })
})
