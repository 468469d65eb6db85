import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { encode } from '@msgpack/msgpack'
import { describe, expect, it } from 'vitest'
import { LiteralMapSchema, type LiteralSchema, type PrimitiveSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { renderCommand, TemplateError, type TemplateValues } from './templates'

type LiteralInit = MessageInitShape<typeof LiteralSchema>

const primitive = (value: MessageInitShape<typeof PrimitiveSchema>['value']) =>
  ({ value: { case: 'scalar', value: { value: { case: 'primitive', value: { value } } } } }) as LiteralInit
const packed = (value: unknown): LiteralInit => ({
  value: { case: 'scalar', value: { value: { case: 'binary', value: { tag: 'msgpack', value: encode(value) } } } },
})
const int = primitive({ case: 'integer', value: 42n })

const inputs = create(LiteralMapSchema, {
  literals: {
    i: int,
    b: primitive({ case: 'boolean', value: true }),
    f: primitive({ case: 'floatValue', value: 2 }),
    s: primitive({ case: 'stringValue', value: 'a {{.input}} $& b' }),
    t: primitive({ case: 'datetime', value: { seconds: 0n, nanos: 500_000_000 } }),
    d: primitive({ case: 'duration', value: { seconds: 90n } }),
    blob: { value: { case: 'scalar', value: { value: { case: 'blob', value: { uri: '/x/y' } } } } },
    list: { value: { case: 'collection', value: { literals: [int, int] } } },
    pack: packed({ b: 1.5, a: ['x', null, { z: true }] }),
    none: { value: { case: 'scalar', value: { value: { case: 'noneType', value: {} } } } },
    map: { value: { case: 'map', value: {} } },
  },
})
const values: TemplateValues = {
  input: '/m/inputs.pb',
  inputPrefix: '/m',
  outputPrefix: '/m/0',
  rawOutputDataPrefix: '/raw',
  checkpointOutputPrefix: '/raw/_flytecheckpoints',
  prevCheckpointPrefix: undefined,
  generatedName: '7ex-n0-1',
  taskTemplatePath: () => '/a/task.pb',
  namespace: 'p-development',
  inputs,
}
const render = (word: string) => renderCommand([word], values)[0]

describe('renderCommand', () => {
  it.each([
    ['--inputs={{.input}}', '--inputs=/m/inputs.pb'],
    ['{{ $Input }}', '/m/inputs.pb'],
    ['{{.INPUTPREFIX}}:{{ .outputPrefix }}', '/m:/m/0'],
    ['{{.rawOutputDataPrefix}}', '/raw'],
    ['{{.checkpointOutputPrefix}}', '/raw/_flytecheckpoints'],
    ['{{.prevCheckpointPrefix}}', '""'],
    ['{{.perRetryUniqueKey}}', 'aex_n0_1'],
    ['{{.taskTemplatePath}}', '/a/task.pb'],
    ['{{.namespace}}', 'p-development'],
    ['{{.inputs.i}}/{{.Inputs.b}}/{{.inputs.f}}', '42/true/2'],
    ['{{.inputs.s}}', 'a {{.input}} $& b'],
    ['{{.inputs.t}} {{.inputs.d}}', '1970-01-01T00:00:00.5Z 1m30s'],
    ['{{.inputs.blob}}', '/x/y'],
    ['{{.inputs.list}}', '[42,42]'],
    ['{{.inputs.pack}}', 'map[a:[x <nil> map[z:true]] b:1.5]'],
    ['{{.unknown}} {{input}} {{.constructor}} {.input}', '{{.unknown}} {{input}} {{.constructor}} {.input}'],
    ['', ''],
  ])('%s', (word, expected) => {
    expect(render(word)).toBe(expected)
  })

  it('passes on a checkpoint that there is', () => {
    expect(renderCommand(['{{.prevCheckpointPrefix}}'], { ...values, prevCheckpointPrefix: '/c' })).toEqual(['/c'])
  })

  it.each(['missing', 'none', 'map'])('refuses an input without text: %s', (name) => {
    expect(() => render(`{{.inputs.${name}}}`)).toThrow(TemplateError)
  })
})
