import { create, type MessageInitShape, toJson } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import {
  BindingSchema,
  type Literal,
  LiteralMapSchema,
  LiteralSchema,
} from '../../../src/api/gen/flyteidl/core/literals_pb'
import { BindingError, resolveBindings } from './bindings'

const integer = (value: bigint) =>
  create(LiteralSchema, {
    value: { case: 'scalar', value: { value: { case: 'primitive', value: { value: { case: 'integer', value } } } } },
  })
const outputs: Record<string, Literal> = {
  'n0.o0': integer(7n),
  'n1.array': create(LiteralSchema, { value: { case: 'collection', value: { literals: [integer(1n), integer(2n)] } } }),
}
const read = {
  output: (node: string, variable: string) => outputs[`${node}.${variable}`],
  whole: (literal: Literal) => literal,
}
const binding = (init: MessageInitShape<typeof BindingSchema>) => create(BindingSchema, init)
const promise = (nodeId: string, variable: string) =>
  ({ value: { case: 'promise', value: { nodeId, var: variable } } }) as const

describe('resolveBindings', () => {
  it('makes values of constants, promises, lists and maps of them', () => {
    const map = resolveBindings(
      [
        binding({ var: 'a', binding: promise('n0', 'o0') }),
        binding({ var: 'item', binding: promise('n1', '[1].array') }),
        binding({
          var: 'list',
          binding: { value: { case: 'collection', value: { bindings: [promise('n0', 'o0')] } } },
        }),
        binding({ var: 'empty', binding: { value: { case: 'collection', value: {} } } }),
        binding({
          var: 'map',
          binding: { value: { case: 'map', value: { bindings: { k: promise('n0', 'o0') } } } },
        }),
        binding({
          var: 'none',
          binding: { value: { case: 'scalar', value: { value: { case: 'noneType', value: {} } } } },
        }),
      ],
      read,
    )
    const seven = { scalar: { primitive: { integer: '7' } } }
    expect(toJson(LiteralMapSchema, map)).toEqual({
      literals: {
        a: seven,
        item: { scalar: { primitive: { integer: '2' } } },
        list: { collection: { literals: [seven] } },
        empty: { collection: {} },
        map: { map: { literals: { k: seven } } },
        none: { scalar: { noneType: {} } },
      },
    })
  })

  it('names the variable that cannot be bound', () => {
    expect(() => resolveBindings([binding({ var: 'a', binding: promise('n0', 'other') })], read)).toThrow(
      new BindingError('Error binding Var [a]: node n0 has no output other'),
    )
    const withAttribute = binding({
      var: 'a',
      binding: {
        value: {
          case: 'promise',
          value: { nodeId: 'n1', var: 'array', attrPath: [{ value: { case: 'intValue', value: 9 } }] },
        },
      },
    })
    expect(() => resolveBindings([withAttribute], read)).toThrow(/Var \[a\].*array of node n1.*no \[9\]/)
  })
})
