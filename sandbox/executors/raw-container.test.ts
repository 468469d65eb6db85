import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fromBinary, type JsonObject, toJson } from '@bufbuild/protobuf'
import { afterEach, describe, expect, it } from 'vitest'
import { ErrorDocumentSchema } from '../../src/api/gen/flyteidl/core/errors_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { finishRawContainer, prepareRawContainer } from './raw-container'
import { runnable } from './runnable'
import { containerOf } from './task-command'
import { testAttempt } from './testing/attempt'

let close: () => void = () => undefined

afterEach(() => close())

const integer = { type: { simple: 'INTEGER' } }

function attempt(
  command: string[],
  dataConfig: JsonObject = { enabled: true, inputPath: '/var/in', outputPath: '/var/out' },
) {
  const test = testAttempt(
    {
      type: 'raw-container',
      interface: { inputs: { variables: { x: integer } }, outputs: { variables: { o: integer } } },
      container: { image: 'i', command, dataConfig },
    },
    { x: { scalar: { primitive: { integer: '20' } } } },
  )
  close = test.close
  const container = containerOf(test.spec.template)
  if (!container) throw new Error('no container')
  return {
    ...test,
    container,
    prepare: () => prepareRawContainer(container, test.spec, test.folder, test.settings, undefined),
  }
}

describe('a raw container without mount namespaces', () => {
  it('finds its paths replaced in its arguments, and is told so', async () => {
    const script =
      'echo $(( $(cat /var/in/x) + {{.inputs.x}} )) > "/var/out/o"; ls /var/inner /not/var/in > /dev/null 2>&1 || true'
    const { prepare, folder, spec, container } = attempt([
      '/bin/sh',
      '-c',
      script,
      '/var/in',
      '--out=/var/out',
      'x/var/in',
      '/var/input',
    ])
    const { argv, cwd, env, notes } = await prepare()
    expect(argv.slice(3)).toEqual([folder.inputs, `--out=${folder.outputs}`, 'x/var/in', '/var/input'])
    expect(argv[2]).toContain('/var/inner /not/var/in')
    expect(notes.some((note) => note.includes('no mount namespaces'))).toBe(true)
    execFileSync(argv[0], argv.slice(1), { cwd, env })
    await finishRawContainer(spec, container, folder)
    await finishRawContainer(spec, container, folder)
    const outputs = fromBinary(LiteralMapSchema, fs.readFileSync(path.join(spec.metadata, 'outputs.pb')))
    expect(toJson(LiteralMapSchema, outputs)).toEqual({ literals: { o: { scalar: { primitive: { integer: '40' } } } } })
  })

  it('leaves an error document when an output is missing', async () => {
    const { prepare, folder, spec, container } = attempt(['/bin/true'])
    await prepare()
    await finishRawContainer(spec, container, folder)
    const { error } = fromBinary(ErrorDocumentSchema, fs.readFileSync(path.join(spec.metadata, 'error.pb')))
    expect(error).toMatchObject({
      code: 'OutputUploadFailed',
      message: expect.stringContaining('output o was not written') as unknown,
    })
  })

  it('names the image that has the program', async () => {
    const { prepare } = attempt(['no-such-program'])
    await expect(prepare()).rejects.toMatchObject({
      code: 'ProgramNotFound',
      message: expect.stringContaining('the image i') as unknown,
    })
  })
})

describe('runnable', () => {
  it.each([
    [{ type: 'echo' }, 'echo'],
    [{ type: 'raw-container', container: { image: 'i', args: ['x'] } }, 'raw-container'],
    [{ type: 'python-task', container: { image: 'i', args: ['x'] } }, 'container'],
    [{ type: 'anything', container: { image: 'i', args: ['x'] } }, 'container'],
    [{ type: 'anything', container: { image: 'i', args: ['x'], dataConfig: { enabled: true } } }, 'raw-container'],
    [{ type: 'sidecar', k8sPod: { podSpec: { containers: [{ name: 'primary', args: ['x'] }] } } }, 'container'],
  ])('%j', (template, kind) => {
    const test = testAttempt(template)
    close = test.close
    expect(runnable(test.spec.template).kind).toBe(kind)
  })

  it.each([
    [{ type: 'spark', container: { image: 'i', args: ['x'] } }, '"spark" needs a Spark cluster'],
    [
      { type: 'object-store-sensor', container: { image: 'i', args: ['x'] } },
      '"object-store-sensor" needs a connector service',
    ],
    [{ type: 'sql', sql: { statement: 'SELECT 1' } }, '"sql" needs a service outside'],
    [{ type: 'sidecar', k8sPod: { podSpec: { containers: [{ name: 'a' }, { name: 'b' }] } } }, '"sidecar"'],
  ])('refuses %j', (template, reason) => {
    const test = testAttempt(template)
    close = test.close
    expect(() => runnable(test.spec.template)).toThrow(reason)
  })
})
