import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { create, type MessageInitShape, toJson } from '@bufbuild/protobuf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VariableMapSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { type LiteralTypeSchema, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { readOutputs } from './copilot-outputs'

type TypeInit = MessageInitShape<typeof LiteralTypeSchema>['type']

let dir: string
let folder: string
let raw: string

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-copilot-'))
  folder = path.join(dir, 'outputs')
  raw = path.join(dir, 'raw')
  fs.mkdirSync(folder)
})

afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true })
})

const variables = (types: Record<string, TypeInit>) =>
  create(VariableMapSchema, {
    variables: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type: { type } }])),
  })
const simple = (value: SimpleType): TypeInit => ({ case: 'simple', value })
const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), text)
}
async function taken(types: Record<string, TypeInit>) {
  return toJson(LiteralMapSchema, await readOutputs(variables(types), folder, raw))
}

describe('readOutputs', () => {
  it.each([
    [SimpleType.INTEGER, '5\n', { primitive: { integer: '5' } }],
    [SimpleType.INTEGER, '+9223372036854775807', { primitive: { integer: '9223372036854775807' } }],
    [SimpleType.FLOAT, ' -1.5e3', { primitive: { floatValue: -1500 } }],
    [SimpleType.FLOAT, 'inf', { primitive: { floatValue: 'Infinity' } }],
    [SimpleType.BOOLEAN, 'True\n', { primitive: { boolean: true } }],
    [SimpleType.BOOLEAN, '0', { primitive: { boolean: false } }],
    [SimpleType.STRING, 'x\n', { primitive: { stringValue: 'x\n' } }],
    [SimpleType.STRING, '', { primitive: { stringValue: '' } }],
    [SimpleType.DATETIME, '2024-02-29T12:00:00.25+01:00', { primitive: { datetime: '2024-02-29T11:00:00.250Z' } }],
    [SimpleType.DURATION, '1h1.5m', { primitive: { duration: '3690s' } }],
    [SimpleType.STRUCT, '{"a":[1,{}]}', { generic: { a: [1, {}] } }],
  ])('reads %s from %j', async (type, text, expected) => {
    write('x', text)
    expect(await taken({ x: simple(type) })).toEqual({ literals: { x: { scalar: expected } } })
  })

  it.each([
    [SimpleType.INTEGER, '9223372036854775808', 'which is no INTEGER'],
    [SimpleType.INTEGER, '1.0', 'no INTEGER'],
    [SimpleType.FLOAT, '', 'no FLOAT'],
    [SimpleType.BOOLEAN, 'yes', 'no BOOLEAN'],
    [SimpleType.DATETIME, '2024-02-29', 'no DATETIME'],
    [SimpleType.DURATION, '5', 'no DURATION'],
    [SimpleType.STRUCT, '[1]', 'no STRUCT'],
    [SimpleType.STRING, 'x'.repeat(1025), '1025 bytes'],
    [SimpleType.BINARY, 'x', 'no BINARY'],
  ])('refuses %s from %j', async (type, text, reason) => {
    write('x', text)
    await expect(taken({ x: simple(type) })).rejects.toThrow(reason)
  })

  it('moves files and folders among the blobs, sub-folders and all', async () => {
    write('model', 'weights')
    write('report/index.html', '<p>')
    write('report/img/a.png', 'png')
    const blobs = { model: { case: 'blob', value: { format: 'bin' } }, report: { case: 'blob', value: {} } } as Record<
      string,
      TypeInit
    >
    const expected = {
      literals: {
        model: { scalar: { blob: { uri: `${raw}/model`, metadata: { type: { format: 'bin' } } } } },
        report: { scalar: { blob: { uri: `${raw}/report`, metadata: { type: { dimensionality: 'MULTIPART' } } } } },
      },
    }
    expect(await taken(blobs)).toEqual(expected)
    expect(fs.readFileSync(`${raw}/report/img/a.png`, 'utf8')).toBe('png')
    expect(await taken(blobs), 'again, after a crash').toEqual(expected)
  })

  it('copies what a link points to', async () => {
    const other = path.join(dir, 'other')
    fs.writeFileSync(other, 'mine')
    fs.symlinkSync(other, path.join(folder, 'x'))
    await taken({ x: { case: 'blob', value: {} } })
    expect(fs.lstatSync(`${raw}/x`).isSymbolicLink()).toBe(false)
    expect([fs.readFileSync(`${raw}/x`, 'utf8'), fs.readFileSync(other, 'utf8')]).toEqual(['mine', 'mine'])
  })

  it('reports what the container says in _ERROR, first of all', async () => {
    write('_ERROR', 'out of paper')
    await expect(taken({ x: simple(SimpleType.INTEGER) })).rejects.toThrow('User Error: out of paper')
  })

  it('names an output that is missing or cannot be given', async () => {
    await expect(taken({ x: simple(SimpleType.INTEGER) })).rejects.toThrow('the output x was not written')
    await expect(taken({ x: { case: 'blob', value: {} } })).rejects.toThrow('the output x was not written')
    await expect(taken({ x: { case: 'collectionType', value: {} } })).rejects.toThrow('collectionType')
    await expect(taken({ '../x': simple(SimpleType.STRING) })).rejects.toThrow('cannot be the name of a file')
  })

  it('has nothing to take without outputs', async () => {
    expect(await taken({})).toEqual({})
  })
})
