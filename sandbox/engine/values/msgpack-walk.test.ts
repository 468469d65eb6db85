import { decode, encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MsgpackError, msgpackMember, msgpackScalar } from './msgpack-walk'

// The decoder that these are compared with refuses one name.
const value = fc.jsonValue({ maxDepth: 4 }).filter((json) => !JSON.stringify(json).includes('"__proto__":'))

describe('msgpackMember', () => {
  it('cuts out what a decoder sees there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (map) => {
        const bytes = encode(map)
        for (const [key, member] of Object.entries(map)) {
          const cut = msgpackMember(bytes, key)
          expect(cut && decode(cut)).toEqual(decode(encode(member)))
        }
      }),
    )
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (list) => {
        const bytes = encode(list)
        list.forEach((item, index) => {
          const cut = msgpackMember(bytes, index)
          expect(cut && decode(cut)).toEqual(decode(encode(item)))
        })
        expect(msgpackMember(bytes, list.length)).toBeUndefined()
      }),
    )
  })

  it('keeps a float a float and a long integer whole', () => {
    const bytes = Uint8Array.from([
      0x82, 0xa1, 0x78, 0xcb, 0x40, 0, 0, 0, 0, 0, 0, 0, 0xa1, 0x79, 0xcf, 255, 255, 255, 255, 255, 255, 255, 255,
    ])
    const x = msgpackMember(bytes, 'x')
    const y = msgpackMember(bytes, 'y')
    expect(x && [...x]).toEqual([0xcb, 0x40, 0, 0, 0, 0, 0, 0, 0])
    expect(x && msgpackScalar(x)).toEqual({ found: true, value: 2 })
    expect(y && msgpackScalar(y)).toEqual({ found: true, value: 18446744073709551615n })
  })

  it('finds nothing in a scalar or under an unknown name', () => {
    expect(msgpackMember(encode('text'), 'a')).toBeUndefined()
    expect(msgpackMember(encode({ a: 1 }), 'b')).toBeUndefined()
    expect(msgpackMember(encode({ a: 1 }), 0)).toBeUndefined()
  })

  it('either answers or says that the bytes are broken', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        for (const read of [
          () => msgpackMember(bytes, 'a'),
          () => msgpackMember(bytes, 0),
          () => msgpackScalar(bytes),
        ]) {
          try {
            read()
          } catch (error) {
            expect(error).toBeInstanceOf(MsgpackError)
          }
        }
      }),
    )
  })
})

describe('msgpackScalar', () => {
  it('reads every scalar that an encoder writes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.maxSafeInteger(),
          fc.boolean(),
          fc.string(),
          fc.constant(null),
          fc.double({ noNaN: true, noInteger: true }),
        ),
        (scalar) => {
          const expected = scalar === null ? undefined : Number.isInteger(scalar) ? BigInt(scalar) : scalar
          expect(msgpackScalar(encode(scalar))).toEqual({ found: true, value: expected })
        },
      ),
    )
  })

  it('says no for a map and a list', () => {
    expect(msgpackScalar(encode({}))).toEqual({ found: false })
    expect(msgpackScalar(encode([1]))).toEqual({ found: false })
  })
})
