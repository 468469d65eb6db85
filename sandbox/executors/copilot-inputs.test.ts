import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { create, fromBinary, type MessageInitShape, toBinary, toJson } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { VariableMapSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import {
  LiteralMapSchema,
  LiteralSchema,
  type PrimitiveSchema,
  type ScalarSchema,
} from '../../src/api/gen/flyteidl/core/literals_pb'
import { DataLoadingConfig_LiteralMapFormat as Format } from '../../src/api/gen/flyteidl/core/tasks_pb'
import { BlobType_BlobDimensionality as Dimensionality, SimpleType } from '../../src/api/gen/flyteidl/core/types_pb'
import { writeInputs } from './copilot-inputs'
import { readOutputs } from './copilot-outputs'
import { CopilotError } from './file-name'

type LiteralInit = MessageInitShape<typeof LiteralSchema>
type PrimitiveValue = MessageInitShape<typeof PrimitiveSchema>['value']

const scalar = (value: MessageInitShape<typeof ScalarSchema>['value']) =>
  ({ value: { case: 'scalar', value: { value } } }) as LiteralInit
const primitive = (value: PrimitiveValue) =>
  scalar({ case: 'primitive', value: { value } as MessageInitShape<typeof PrimitiveSchema> })
const map = (literals: Record<string, LiteralInit>) => create(LiteralMapSchema, { literals })

let dir: string
let folder: string

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-copilot-'))
  folder = path.join(dir, 'inputs')
})

afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true })
})

const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')

describe('writeInputs', () => {
  it('writes a file or folder for each input', async () => {
    fs.mkdirSync(path.join(dir, 'stored/sub'), { recursive: true })
    fs.writeFileSync(path.join(dir, 'stored/a.txt'), 'A')
    fs.writeFileSync(path.join(dir, 'stored/sub/b.txt'), 'B')
    const inputs = map({
      i: primitive({ case: 'integer', value: -9223372036854775808n }),
      f: primitive({ case: 'floatValue', value: 1e21 }),
      b: primitive({ case: 'boolean', value: true }),
      s: primitive({ case: 'stringValue', value: 'a\nb ' }),
      t: primitive({ case: 'datetime', value: { seconds: 1n, nanos: 5 } as never }),
      d: primitive({ case: 'duration', value: { seconds: 90n, nanos: 0 } as never }),
      none: scalar({ case: 'noneType', value: {} }),
      bin: scalar({ case: 'binary', value: { tag: 'msgpack', value: Uint8Array.of(0x81, 0xff) } }),
      st: scalar({ case: 'generic', value: { x: [1, null] } }),
      u: scalar({ case: 'union', value: { value: primitive({ case: 'stringValue', value: 'inner' }) } }),
      file: scalar({
        case: 'blob',
        value: { uri: path.join(dir, 'stored/a.txt'), metadata: { type: { format: 'txt' } } },
      }),
      dir: scalar({
        case: 'blob',
        value: {
          uri: `file://${path.join(dir, 'stored')}`,
          metadata: { type: { dimensionality: Dimensionality.MULTIPART } },
        },
      }),
      list: {
        value: {
          case: 'collection',
          value: { literals: [primitive({ case: 'integer', value: 1n }), primitive({ case: 'integer', value: 2n })] },
        },
      },
      m: { value: { case: 'map', value: { literals: { 'a b': primitive({ case: 'boolean', value: false }) } } } },
    })
    await writeInputs(inputs, folder, '/var/inputs', Format.JSON)

    expect(
      Object.fromEntries(['i', 'f', 'b', 's', 't', 'd', 'none', 'st', 'u', 'file'].map((name) => [name, read(name)])),
    ).toEqual({
      i: '-9223372036854775808',
      f: '1000000000000000000000',
      b: 'true',
      s: 'a\nb ',
      t: '1970-01-01T00:00:01.000000005Z',
      d: '1m30s',
      none: 'null',
      st: '{"x":[1,null]}',
      u: 'inner',
      file: 'A',
    })
    expect([...fs.readFileSync(path.join(folder, 'bin'))]).toEqual([0x81, 0xff])
    expect([read('dir/a.txt'), read('dir/sub/b.txt')]).toEqual(['A', 'B'])
    expect([read('list/0'), read('list/1'), read('m/a b')]).toEqual(['1', '2', 'false'])
    expect(read('inputs.json')).toContain('"i":-9223372036854775808,')
    expect(JSON.parse(read('inputs.json'))).toMatchObject({
      f: 1e21,
      d: 90_000_000_000,
      none: null,
      u: 'inner',
      file: '/var/inputs/file',
      list: [1, 2],
      m: { 'a b': false },
    })
    const stored = fromBinary(LiteralMapSchema, fs.readFileSync(path.join(folder, 'inputs.pb')))
    expect(toJson(LiteralMapSchema, stored)).toMatchObject({
      literals: {
        dir: { scalar: { blob: { uri: '/var/inputs/dir', metadata: { type: { dimensionality: 'MULTIPART' } } } } },
        u: { scalar: { primitive: { stringValue: 'inner' } } },
      },
    })
    expect(fs.existsSync(path.join(folder, 'inputs.yaml'))).toBe(false)
  })

  it('writes YAML, or neither, by the format', async () => {
    const inputs = map({
      n: primitive({ case: 'integer', value: 7n }),
      s: primitive({ case: 'stringValue', value: 'x: y' }),
    })
    await writeInputs(inputs, folder, folder, Format.YAML)
    expect(parse(read('inputs.yaml'))).toEqual({ n: 7, s: 'x: y' })
    await writeInputs(inputs, path.join(dir, 'proto'), folder, Format.PROTO)
    expect(fs.readdirSync(path.join(dir, 'proto')).sort()).toEqual(['inputs.pb', 'n', 's'])
  })

  it('hands over a large value that is stored apart', async () => {
    const stored = path.join(dir, 'large.pb')
    const literal = create(LiteralSchema, primitive({ case: 'stringValue', value: 'large' }) as never)
    fs.writeFileSync(stored, toBinary(LiteralSchema, literal))
    const inputs = map({ x: { value: { case: 'offloadedMetadata', value: { uri: stored } } } })
    await writeInputs(inputs, folder, folder, Format.PROTO)
    expect(read('x')).toBe('large')
  })

  it.each(['../escape', 'a/b', '..', '', 'a\0b'])('refuses the name %j', async (name) => {
    await expect(
      writeInputs(map({ [name]: primitive({ case: 'boolean', value: true }) }), folder, folder, Format.JSON),
    ).rejects.toThrow(CopilotError)
    expect(fs.readdirSync(dir)).toEqual(['inputs'])
  })

  it.each(['s3://bucket/key', '/no/such/file', 'relative'])('says that it cannot read %s', async (uri) => {
    const blob = map({ x: scalar({ case: 'blob', value: { uri } }) })
    await expect(writeInputs(blob, folder, folder, Format.JSON)).rejects.toThrow(CopilotError)
  })
})

describe('inputs given back as outputs', () => {
  const instant = fc.record({
    seconds: fc.bigInt({ min: -62135596800n, max: 253402300799n }),
    nanos: fc.integer({ min: 0, max: 999_999_999 }),
  })
  const duration = fc
    .bigInt({ min: -315576000000n * 1_000_000_000n, max: 315576000000n * 1_000_000_000n })
    .map((total) => ({ seconds: total / 1_000_000_000n, nanos: Number(total % 1_000_000_000n) }))
  const value = fc.oneof(
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((value) => [SimpleType.INTEGER, { case: 'integer', value }] as const),
    fc.double().map((value) => [SimpleType.FLOAT, { case: 'floatValue', value }] as const),
    fc.boolean().map((value) => [SimpleType.BOOLEAN, { case: 'boolean', value }] as const),
    fc.string({ maxLength: 300 }).map((value) => [SimpleType.STRING, { case: 'stringValue', value }] as const),
    instant.map((value) => [SimpleType.DATETIME, { case: 'datetime', value }] as const),
    duration.map((value) => [SimpleType.DURATION, { case: 'duration', value }] as const),
  )

  it('are the same values', async () => {
    await fc.assert(
      fc.asyncProperty(value, async ([simple, primitiveValue]) => {
        const inputs = map({ x: primitive(primitiveValue) })
        const outputs = create(VariableMapSchema, {
          variables: { x: { type: { type: { case: 'simple', value: simple } } } },
        })
        await writeInputs(inputs, folder, folder, Format.PROTO)
        expect(await readOutputs(outputs, folder, dir)).toEqual(inputs)
      }),
    )
  })
})
