import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { encode } from '@msgpack/msgpack'
import { describe, expect, it } from 'vitest'
import { LiteralSchema, type ScalarSchema } from '../../../src/api/gen/flyteidl/core/literals_pb'
import { PromiseAttributeSchema } from '../../../src/api/gen/flyteidl/core/types_pb'
import { AttributeError, resolveAttributePath } from './attribute-path'

const path = (...keys: readonly (string | number)[]) =>
  keys.map((key) =>
    create(PromiseAttributeSchema, {
      value: typeof key === 'number' ? { case: 'intValue', value: key } : { case: 'stringValue', value: key },
    }),
  )
const scalar = (value: MessageInitShape<typeof ScalarSchema>['value']) =>
  create(LiteralSchema, { value: { case: 'scalar', value: { value } as MessageInitShape<typeof ScalarSchema> } })
const text = (value: string) => scalar({ case: 'primitive', value: { value: { case: 'stringValue', value } } })
const msgpack = (value: unknown) => scalar({ case: 'binary', value: { tag: 'msgpack', value: encode(value) } })
const list = create(LiteralSchema, {
  value: {
    case: 'collection',
    value: {
      literals: [
        text('a'),
        create(LiteralSchema, {
          value: { case: 'map', value: { literals: { k: msgpack({ x: { y: [1.5, 2.5] } }) } } },
        }),
      ],
    },
  },
})
const struct = scalar({ case: 'generic', value: { a: { b: [1, 'two', { c: true }, null] } } })

describe('resolveAttributePath', () => {
  it('enters lists and maps', () => {
    expect(resolveAttributePath(list, path(0))).toEqual(text('a'))
    expect(resolveAttributePath(list, path(1, 'k'))).toEqual(msgpack({ x: { y: [1.5, 2.5] } }))
  })

  it('cuts MessagePack out of MessagePack', () => {
    expect(resolveAttributePath(list, path(1, 'k', 'x', 'y'))).toEqual(msgpack([1.5, 2.5]))
    expect(resolveAttributePath(list, path(1, 'k', 'x', 'y', 1))).toEqual(msgpack(2.5))
  })

  it('turns parts of a Struct into literals', () => {
    expect(resolveAttributePath(struct, path('a', 'b', 1))).toEqual(text('two'))
    expect(resolveAttributePath(struct, path('a', 'b', 0)).value).toMatchObject({
      value: { value: { value: { value: { case: 'floatValue', value: 1 } } } },
    })
    expect(resolveAttributePath(struct, path('a', 'b', 2))).toEqual(scalar({ case: 'generic', value: { c: true } }))
    expect(resolveAttributePath(struct, path('a', 'b', 3))).toEqual(scalar({ case: 'noneType', value: {} }))
    expect(resolveAttributePath(struct, path('a', 'b')).value.case).toBe('collection')
  })

  it('looks through a union', () => {
    const union = scalar({ case: 'union', value: { value: msgpack({ a: 'x' }) } })
    expect(resolveAttributePath(union, path('a'))).toEqual(msgpack('x'))
  })

  it.each([
    [list, path(2), '[2]'],
    [list, path(-1), '[-1]'],
    [list, path('k'), '["k"]'],
    [list, path(1, 'k', 'x', 'z'), '["z"]'],
    [struct, path('a', 'b', 4), '[4]'],
    [struct, path('toString'), '["toString"]'],
    [text('a'), path('x'), '["x"]'],
  ])('says what is missing', (literal, attributes, name) => {
    expect(() => resolveAttributePath(literal, attributes)).toThrow(
      new AttributeError(`the promised value has no ${name}`),
    )
  })

  it('refuses binary of another format, and broken MessagePack', () => {
    const other = scalar({ case: 'binary', value: { tag: 'pickle', value: new Uint8Array() } })
    expect(() => resolveAttributePath(other, path('a'))).toThrow(AttributeError)
    const broken = scalar({ case: 'binary', value: { tag: 'msgpack', value: Uint8Array.of(0x81, 0xa1) } })
    expect(() => resolveAttributePath(broken, path('a'))).toThrow(AttributeError)
  })
})
