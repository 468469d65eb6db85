import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BooleanExpressionSchema,
  ComparisonExpression_Operator as Op,
  ConjunctionExpression_LogicalOperator as Logical,
} from '../../../src/api/gen/flyteidl/core/condition_pb'
import {
  LiteralMapSchema,
  type PrimitiveSchema,
  type ScalarSchema,
} from '../../../src/api/gen/flyteidl/core/literals_pb'
import { holds, MalformedBranchError } from './conditions'

type ScalarInit = MessageInitShape<typeof ScalarSchema>
type Value = MessageInitShape<typeof PrimitiveSchema>['value']

const primitive = (value: Value) => ({ value: { case: 'primitive', value: { value } } }) as ScalarInit
const int = (value: bigint) => primitive({ case: 'integer', value })
const float = (value: number) => primitive({ case: 'floatValue', value })
const text = (value: string) => primitive({ case: 'stringValue', value })
const bool = (value: boolean) => primitive({ case: 'boolean', value })
const time = (seconds: bigint, nanos = 0) => primitive({ case: 'datetime', value: { seconds, nanos } })
const span = (seconds: bigint, nanos = 0) => primitive({ case: 'duration', value: { seconds, nanos } })
const none: ScalarInit = { value: { case: 'noneType', value: {} } }
const packed = (value: unknown): ScalarInit => ({
  value: { case: 'binary', value: { tag: 'msgpack', value: encode(value) } },
})

const inputs = (values: Record<string, ScalarInit>) =>
  create(LiteralMapSchema, {
    literals: Object.fromEntries(
      Object.entries(values).map(([k, value]) => [k, { value: { case: 'scalar' as const, value } }]),
    ),
  })
const comparison = (operator: Op) =>
  create(BooleanExpressionSchema, {
    expr: {
      case: 'comparison',
      value: {
        operator,
        leftValue: { val: { case: 'var', value: 'a' } },
        rightValue: { val: { case: 'var', value: 'b' } },
      },
    },
  })
const check = (a: ScalarInit, operator: Op, b: ScalarInit) => holds(comparison(operator), inputs({ a, b }))
/** The operators that hold between two values, in the order of the enum. */
const holding = (a: ScalarInit, b: ScalarInit) =>
  [Op.EQ, Op.NEQ, Op.GT, Op.GTE, Op.LT, Op.LTE].filter((op) => check(a, op, b)).map((op) => Op[op])

const less = ['NEQ', 'LT', 'LTE']
const equal = ['EQ', 'GTE', 'LTE']
const greater = ['NEQ', 'GT', 'GTE']

describe('holds', () => {
  it.each([
    ['integers', int(1n), int(2n), less],
    ['integers at their limits', int(9223372036854775807n), int(9223372036854775806n), greater],
    ['floats', float(0.5), float(0.5), equal],
    ['an integer and a float', int(9007199254740993n), float(9007199254740992), greater],
    ['texts', text('b'), text('a'), greater],
    ['texts by their UTF-8', text('\u{ffff}'), text('\u{10000}'), less],
    ['times to the nanosecond', time(5n, 1), time(5n), greater],
    ['durations', span(-3n), span(1n), less],
    ['an attribute of a dataclass', packed(2), int(2n), equal],
    ['a float attribute', packed(2.5), float(3), less],
    ['a text attribute', packed('x'), text('x'), equal],
    [
      'an optional',
      { value: { case: 'union', value: { value: { value: { case: 'scalar', value: int(1n) } } } } },
      int(1n),
      equal,
    ],
    ['not a number', float(NaN), float(1), ['NEQ']],
  ] satisfies [string, ScalarInit, ScalarInit, string[]][])('%s', (_name, a, b, expected) => {
    expect(holding(a, b)).toEqual(expected)
  })

  it('knows equality of booleans and of nothing', () => {
    expect([check(bool(true), Op.EQ, bool(true)), check(bool(true), Op.NEQ, bool(true))]).toEqual([true, false])
    expect([check(none, Op.EQ, none), check(none, Op.EQ, int(1n)), check(text(''), Op.NEQ, none)]).toEqual([
      true,
      false,
      true,
    ])
    expect(check(packed(null), Op.EQ, none)).toBe(true)
  })

  it.each([
    ['other types', int(1n), Op.EQ, text('1')],
    ['booleans have no order', bool(true), Op.GT, bool(false)],
    ['nothing has no order', none, Op.LT, int(1n)],
    ['a Struct is no primitive', { value: { case: 'generic', value: {} } }, Op.EQ, int(1n)],
    ['nor is a dataclass', packed({ a: 1 }), Op.EQ, int(1n)],
    [
      'nor is a broken one',
      { value: { case: 'binary', value: { tag: 'msgpack', value: Uint8Array.of(0xd9) } } },
      Op.EQ,
      int(1n),
    ],
  ] satisfies [string, ScalarInit, Op, ScalarInit][])('refuses: %s', (_name, a, operator, b) => {
    expect(() => check(a, operator, b)).toThrow(MalformedBranchError)
  })

  it('names a variable that is not there, and wants an expression', () => {
    expect(() => holds(comparison(Op.EQ), inputs({ a: int(1n) }))).toThrow('Failed to find Value for Variable [b]')
    expect(() => holds(create(BooleanExpressionSchema), inputs({}))).toThrow(MalformedBranchError)
  })

  it('takes constants on either side', () => {
    const expression = create(BooleanExpressionSchema, {
      expr: {
        case: 'comparison',
        value: {
          operator: Op.GT,
          leftValue: { val: { case: 'primitive', value: { value: { case: 'integer', value: 3n } } } },
          rightValue: { val: { case: 'scalar', value: int(2n) } },
        },
      },
    })
    expect(holds(expression, inputs({}))).toBe(true)
  })

  it('is and/or of its sides', () => {
    const constant = (value: boolean) =>
      ({
        expr: {
          case: 'comparison',
          value: {
            leftValue: { val: { case: 'scalar', value: bool(value) } },
            rightValue: { val: { case: 'scalar', value: bool(true) } },
          },
        },
      }) as MessageInitShape<typeof BooleanExpressionSchema>
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (left, right, or) => {
        const expression = create(BooleanExpressionSchema, {
          expr: {
            case: 'conjunction',
            value: {
              operator: or ? Logical.OR : Logical.AND,
              leftExpression: constant(left),
              rightExpression: constant(right),
            },
          },
        })
        expect(holds(expression, inputs({}))).toBe(or ? left || right : left && right)
      }),
    )
  })
})
