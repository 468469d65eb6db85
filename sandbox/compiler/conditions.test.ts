import { create, fromJson, type JsonValue } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { BooleanExpressionSchema } from '../../src/api/gen/flyteidl/core/condition_pb'
import { type LiteralType, LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'
import { NodeSchema } from '../../src/api/gen/flyteidl/core/workflow_pb'
import { CompileError } from './compile-error'
import { checkCondition } from './conditions'
import { Issues } from './issues'
import { NodeInBuild } from './node-in-build'

const type = (json: JsonValue): LiteralType => fromJson(LiteralTypeSchema, json)
const inputs = new Map([
  ['count', type({ simple: 'INTEGER' })],
  ['name', type({ simple: 'STRING' })],
  ['maybe', type({ unionType: { variants: [{ simple: 'INTEGER' }, { simple: 'NONE' }] } })],
])

const one = { primitive: { integer: '1' } }
const none = { scalar: { noneType: {} } }
const compare = (leftValue: JsonValue, rightValue: JsonValue): JsonValue => ({ comparison: { leftValue, rightValue } })
const both = (leftExpression: JsonValue, rightExpression: JsonValue): JsonValue => ({
  conjunction: { leftExpression, rightExpression },
})

function issuesOf(condition: JsonValue | undefined): string[] {
  const branch = new NodeInBuild(create(NodeSchema, { id: 'n0', inputs: [{ var: 'bound' }] }))
  branch.interface = { inputs, outputs: new Map() }
  const issues = new Issues()
  checkCondition(branch, condition === undefined ? undefined : fromJson(BooleanExpressionSchema, condition), issues)
  try {
    issues.throwIfAny()
  } catch (error) {
    if (error instanceof CompileError) return error.issues.map(({ code, description }) => `${code} ${description}`)
  }
  return []
}

describe('checkCondition', () => {
  it.each<[string, JsonValue | undefined, string[]]>([
    ['an input and a constant of its type', compare({ var: 'count' }, one), []],
    ['two inputs of one type', compare({ var: 'name' }, { var: 'name' }), []],
    [
      'a constant of another type',
      compare({ var: 'name' }, one),
      ["MismatchingTypes Variable [RightValue] (type [simple:INTEGER]) doesn't match expected type [simple:STRING]."],
    ],
    ['an optional input and none', compare({ var: 'maybe' }, none), []],
    [
      'another input and none',
      compare({ var: 'count' }, none),
      ["MismatchingTypes Variable [RightValue] (type [simple:NONE]) doesn't match expected type [simple:INTEGER]."],
    ],
    ['an input that is bound badly, which was reported', compare({ var: 'bound' }, one), []],
    [
      'an input that is not bound',
      compare({ var: 'zz' }, one),
      ['VariableNameNotFound Variable [zz] not found on node [n0].'],
    ],
    ['an empty operand', compare({}, one), ['ValueRequired Value required [LeftValue.Val].']],
    ['an empty scalar', compare(one, { scalar: {} }), ['ValueRequired Value required [RightValue.Val].']],
    [
      'no operands',
      { comparison: {} },
      ['ValueRequired Value required [LeftValue].', 'ValueRequired Value required [RightValue].'],
    ],
    ['both of two', both(compare(one, one), compare({ var: 'count' }, one)), []],
    [
      'one of two is bad',
      both(compare(one, one), compare({ var: 'zz' }, one)),
      ['VariableNameNotFound Variable [zz] not found on node [n0].'],
    ],
    [
      'half a conjunction',
      { conjunction: { leftExpression: compare(one, one) } },
      ["BranchNodeHasNoCondition One of the branches on the node doesn't have a condition."],
    ],
    ['an empty expression', {}, ['ValueRequired Value required [Expr].']],
    [
      'no expression',
      undefined,
      ["BranchNodeHasNoCondition One of the branches on the node doesn't have a condition."],
    ],
  ])('%s', (_, condition, expected) => {
    expect(issuesOf(condition)).toEqual(expected)
  })
})
