import {
  type BooleanExpression,
  type ComparisonExpression,
  ComparisonExpression_Operator as Operator,
  ConjunctionExpression_LogicalOperator as LogicalOperator,
  type Operand,
} from '../../../src/api/gen/flyteidl/core/condition_pb'
import type { Literal, LiteralMap, Scalar } from '../../../src/api/gen/flyteidl/core/literals_pb'
import { MsgpackError, msgpackScalar } from './msgpack-walk'

/** A condition of a branch compares what cannot be compared. Its code is flytepropeller's. */
export class MalformedBranchError extends Error {
  override readonly name = 'MalformedBranchError'
}

type Comparable =
  | { readonly kind: 'number'; readonly value: bigint | number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Nanoseconds. */
  | { readonly kind: 'datetime' | 'duration'; readonly value: bigint }
  | { readonly kind: 'none' }

const NANOS = 1_000_000_000n

function ofMsgpack(bytes: Uint8Array): Comparable | undefined {
  try {
    const scalar = msgpackScalar(bytes)
    if (!scalar.found) return undefined
    const { value } = scalar
    if (value === undefined) return { kind: 'none' }
    if (typeof value === 'string') return { kind: 'string', value }
    if (typeof value === 'boolean') return { kind: 'boolean', value }
    return { kind: 'number', value }
  } catch (error) {
    if (error instanceof MsgpackError) return undefined
    throw error
  }
}

function ofScalar({ value }: Scalar): Comparable | undefined {
  if (value.case === 'noneType') return { kind: 'none' }
  if (value.case === 'union') return value.value.value && ofLiteral(value.value.value)
  if (value.case === 'binary') return value.value.tag === 'msgpack' ? ofMsgpack(value.value.value) : undefined
  if (value.case !== 'primitive') return undefined
  const primitive = value.value.value
  switch (primitive.case) {
    case 'integer':
    case 'floatValue':
      return { kind: 'number', value: primitive.value }
    case 'stringValue':
      return { kind: 'string', value: primitive.value }
    case 'boolean':
      return { kind: 'boolean', value: primitive.value }
    case 'datetime':
    case 'duration':
      return { kind: primitive.case, value: primitive.value.seconds * NANOS + BigInt(primitive.value.nanos) }
    case undefined:
      return undefined
  }
}

function ofLiteral(literal: Literal): Comparable | undefined {
  return literal.value.case === 'scalar' ? ofScalar(literal.value.value) : undefined
}

function operand(side: Operand | undefined, inputs: LiteralMap, name: 'LHS' | 'RHS'): Comparable {
  const value = side?.val
  let comparable: Comparable | undefined
  if (value?.case === 'scalar') comparable = ofScalar(value.value)
  else if (value?.case === 'primitive') {
    comparable = ofScalar({ $typeName: 'flyteidl.core.Scalar', value: { case: 'primitive', value: value.value } })
  } else {
    const variable = value?.value ?? ''
    const literal = inputs.literals[variable]
    if (!literal) throw new MalformedBranchError(`Failed to find Value for Variable [${variable}]`)
    comparable = ofLiteral(literal)
  }
  if (!comparable) throw new MalformedBranchError(`Only primitives can be compared. ${name} Variable is non primitive.`)
  return comparable
}

function order(left: bigint | number | string, right: bigint | number | string): number {
  // Go compares strings by their UTF-8 bytes, which JavaScript's UTF-16 order is not.
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right))
  return left < right ? -1 : left > right ? 1 : left >= right ? 0 : NaN
}

function compare({ operator, leftValue, rightValue }: ComparisonExpression, inputs: LiteralMap): boolean {
  const left = operand(leftValue, inputs, 'LHS')
  const right = operand(rightValue, inputs, 'RHS')
  const equality = operator === Operator.EQ || operator === Operator.NEQ
  if (left.kind === 'none' || right.kind === 'none') {
    if (equality) return (left.kind === right.kind) === (operator === Operator.EQ)
    throw new MalformedBranchError(
      `Comparison between nil and non-nil values with operator [${Operator[operator]}] is not supported.`,
    )
  }
  if (left.kind !== right.kind) {
    throw new MalformedBranchError(
      `Comparison between different primitives types. lVal[${left.kind}]:rVal[${right.kind}]`,
    )
  }
  if (left.kind === 'boolean' || right.kind === 'boolean') {
    if (equality) return (left.value === right.value) === (operator === Operator.EQ)
    throw new MalformedBranchError(`[${Operator[operator]}] not defined for boolean operands.`)
  }
  const sign = order(left.value, right.value)
  switch (operator) {
    case Operator.EQ:
      return sign === 0
    case Operator.NEQ:
      return sign !== 0
    case Operator.GT:
      return sign > 0
    case Operator.GTE:
      return sign >= 0
    case Operator.LT:
      return sign < 0
    case Operator.LTE:
      return sign <= 0
    default:
      throw new MalformedBranchError(`Unsupported operator ${String(operator)}`)
  }
}

/**
 * Whether a branch's condition holds for the branch node's inputs. Both sides of a conjunction are always looked at, so that a broken one fails
 * whatever the other says. An integer may be compared with a float, exactly: attributes of a Struct are always floats.
 *
 * Source: flytepropeller `nodes/branch/{evaluator,comparator}.go`.
 *
 * @throws MalformedBranchError
 */
export function holds(condition: BooleanExpression | undefined, inputs: LiteralMap): boolean {
  const expression = condition?.expr
  if (expression?.case === 'comparison') return compare(expression.value, inputs)
  if (expression?.case !== 'conjunction') {
    throw new MalformedBranchError('No Comparison or Conjunction found in Branch node expression.')
  }
  const left = holds(expression.value.leftExpression, inputs)
  const right = holds(expression.value.rightExpression, inputs)
  return expression.value.operator === LogicalOperator.OR ? left || right : left && right
}
