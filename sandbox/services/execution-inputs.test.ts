import { create, fromJson, type JsonValue, toJson } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { describe, expect, it } from 'vitest'
import { ParameterMapSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { mergeInputs } from './execution-inputs'

const integer = (value: number) => ({ scalar: { primitive: { integer: String(value) } } })
const text = (stringValue: string) => ({ scalar: { primitive: { stringValue } } })
const literals = (map: Record<string, JsonValue>) => fromJson(LiteralMapSchema, { literals: map })

const expected = fromJson(ParameterMapSchema, {
  parameters: {
    a: { var: { type: { simple: 'INTEGER' } }, required: true },
    b: { var: { type: { simple: 'STRING' } }, default: text('default') },
  },
})
const fixed = literals({ c: integer(3) })

function merge(given: Record<string, JsonValue>) {
  return toJson(LiteralMapSchema, mergeInputs(literals(given), fixed, expected))
}

function refusal(given: Record<string, JsonValue>): string {
  try {
    merge(given)
  } catch (error) {
    expect(ConnectError.from(error).code).toBe(Code.InvalidArgument)
    return ConnectError.from(error).rawMessage
  }
  throw new Error('nothing was refused')
}

describe('mergeInputs', () => {
  it('adds defaults and fixed inputs', () => {
    expect(merge({ a: integer(1) })).toEqual({ literals: { a: integer(1), b: text('default'), c: integer(3) } })
    expect(merge({ a: integer(1), b: text('') })).toEqual({ literals: { a: integer(1), b: text(''), c: integer(3) } })
  })

  it.each<[string, Record<string, JsonValue>, string]>([
    ['an unknown input', { a: integer(1), zz: integer(1) }, 'invalid input zz'],
    ['a fixed input', { a: integer(1), c: integer(3) }, 'invalid input c'],
    ['a name that every object has', { a: integer(1), toString: integer(3) }, 'invalid input toString'],
    ['nothing for a required input', {}, 'expected_inputs a missing'],
    ['another type', { a: text('1') }, 'invalid a input wrong type. Expected simple:INTEGER, but got simple:STRING'],
  ])('refuses %s', (_what, given, message) => {
    expect(refusal(given)).toBe(message)
  })

  it('refuses a value without a type', () => {
    expect(refusal({ a: {} })).toContain('Failed to validate literal type for [a]')
  })

  it('refuses a fixed input that is expected, too', () => {
    expect(() => mergeInputs(literals({ a: integer(1) }), literals({ a: integer(2) }), expected)).toThrow(
      'fixed_inputs a cannot be overridden',
    )
  })

  it('needs nothing for a workflow without inputs', () => {
    expect(mergeInputs(undefined, undefined, undefined)).toEqual(create(LiteralMapSchema))
  })
})
