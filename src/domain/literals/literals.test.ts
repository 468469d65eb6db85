import { toBinary } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, sameData } from './data'
import { literalOfData } from './data-literal'
import { parseJson, printJson } from './json-text'
import { dataOfLiteral } from './literal-data'
import { anyData, flytekitLiterals, typedLiteral } from './literals.fixture'
import { decodeMsgpack, encodeMsgpack } from './msgpack'
import { fromPlain, toPlain } from './plain-data'
import { parseYaml } from './yaml-reader'
import { printYaml } from './yaml-text'

function again(data: Data, type: LiteralType): Literal {
  const made = literalOfData(data, type)
  if (!made.literal) throw new Error(JSON.stringify(made.problems.map(({ path, message }) => [path, message])))
  return made.literal
}

const bytesOf = (literal: Literal) => Buffer.from(toBinary(LiteralSchema, literal)).toString('hex')

describe('literals that flytekit made', () => {
  test.each(flytekitLiterals)('%s is the same after JSON and after YAML', (_name, type, literal) => {
    const data = dataOfLiteral(literal, type)
    expect(bytesOf(again(parseJson(printJson(data, 'lines')).data, type))).toBe(bytesOf(literal))
    expect(bytesOf(again(parseYaml(printYaml(data)).data, type))).toBe(bytesOf(literal))
  })
})

describe('any value', () => {
  test('is the same after JSON', () => {
    fc.assert(
      fc.property(anyData, fc.constantFrom('line' as const, 'lines' as const), (data, layout) => {
        expect(sameData(parseJson(printJson(data, layout)).data, data)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('is the same after YAML', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const text = printYaml(new Map<Data, Data>([['value', data]]))
        expect(sameData(parseYaml(text).data, new Map<Data, Data>([['value', data]])), text).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test.each(['http://a.aa/:', 's3://b/c: d', 'a:', 'http://a:80/b'])('%s is the same after YAML', (text) => {
    const data = new Map<Data, Data>([['x', text]])
    expect(sameData(parseYaml(printYaml(data)).data, data)).toBe(true)
  })

  test('is the same in the plain notations', () => {
    fc.assert(
      fc.property(anyData, fc.constantFrom('texts' as const, 'scalars' as const), (data, kinds) => {
        expect(sameData(fromPlain(toPlain(data, kinds)), data)).toBe(true)
      }),
    )
  })

  test('is the same after msgpack, but for texts that are no Unicode', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        const text = printJson(data)
        fc.pre(!/\\ud[89a-f]/.test(text))
        expect(printJson(decodeMsgpack(encodeMsgpack(data)))).toBe(text)
      }),
    )
  })
})

describe('any literal', () => {
  test('of a type is the same, byte for byte, after its value', () => {
    fc.assert(
      fc.property(typedLiteral, ([type, literal]) => {
        expect(bytesOf(again(dataOfLiteral(literal, type), type))).toBe(bytesOf(literal))
      }),
      { numRuns: 2000 },
    )
  })

  test('has a value under any other type, which reads as itself', () => {
    fc.assert(
      fc.property(typedLiteral, typedLiteral, ([, literal], [type]) => {
        const data = dataOfLiteral(literal, type)
        const made = literalOfData(data, type)
        fc.pre(made.literal !== undefined)
        expect(sameData(dataOfLiteral(made.literal, type), data)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
