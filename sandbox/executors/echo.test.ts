import { fromJson, toJson } from '@bufbuild/protobuf'
import { expect, it } from 'vitest'
import { TypedInterfaceSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { echoOutputs } from './echo'

const types = (map: Record<string, string>) => ({
  variables: Object.fromEntries(Object.entries(map).map(([name, simple]) => [name, { type: { simple } }])),
})
const text = (value: string) => ({ scalar: { primitive: { stringValue: value } } })

it.each([
  ['one', { a: 'STRING' }, { o0: 'STRING' }, { a: text('x') }, { o0: text('x') }],
  [
    'two of a type, in order',
    { i0: 'STRING', i1: 'STRING' },
    { o0: 'STRING', o1: 'STRING' },
    { i1: text('b'), i0: text('a') },
    { o0: text('a'), o1: text('b') },
  ],
  [
    'by type',
    { b: 'INTEGER', a: 'STRING' },
    { o0: 'INTEGER', o1: 'STRING' },
    { a: text('x'), b: text('1') },
    { o0: text('1'), o1: text('x') },
  ],
  ['a missing one', { a: 'STRING' }, { o0: 'STRING' }, {}, undefined],
])('echoes %s', (_name, inputs, outputs, given, expected) => {
  const interfaceOf = fromJson(TypedInterfaceSchema, { inputs: types(inputs), outputs: types(outputs) })
  const map = echoOutputs(interfaceOf, fromJson(LiteralMapSchema, { literals: given }))
  expect(toJson(LiteralMapSchema, map)).toEqual(expected ? { literals: expected } : {})
})
