import { equals } from '@bufbuild/protobuf'
import type { BooleanExpression, Operand } from '../../src/api/gen/flyteidl/core/condition_pb'
import { type LiteralType, LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'
import type { Issues } from './issues'
import type { NodeInBuild } from './node-in-build'
import { isCastable, primitiveType, scalarType, typeName } from './typing'

/** Checks the condition of one case of a branch node: complete, on bound inputs, comparing values of one type. */
export function checkCondition(branch: NodeInBuild, expression: BooleanExpression | undefined, issues: Issues): void {
  if (expression === undefined) {
    const text = "One of the branches on the node doesn't have a condition."
    issues.add('BranchNodeHasNoCondition', branch.id, text)
    return
  }
  const { case: kind, value } = expression.expr
  switch (kind) {
    case 'comparison': {
      const right = operandType(branch, 'RightValue', value.rightValue, issues)
      const left = operandType(branch, 'LeftValue', value.leftValue, issues)
      if (right !== undefined && left !== undefined && !isComparable(left, right)) {
        issues.mismatchingTypes(branch.id, 'RightValue', typeName(right.type), typeName(left.type))
      }
      break
    }
    case 'conjunction':
      checkCondition(branch, value.leftExpression, issues)
      checkCondition(branch, value.rightExpression, issues)
      break
    case undefined:
      issues.valueRequired(branch.id, 'Expr')
  }
}

interface OperandType {
  readonly type: LiteralType
  /** A constant that is more than a primitive, such as none: it is compared with optional inputs. */
  readonly isScalar: boolean
}

function operandType(
  branch: NodeInBuild,
  side: string,
  operand: Operand | undefined,
  issues: Issues,
): OperandType | undefined {
  if (operand === undefined) {
    issues.valueRequired(branch.id, side)
    return undefined
  }
  const { case: kind, value } = operand.val
  if (kind === 'primitive') {
    return { type: primitiveType(value), isScalar: false }
  } else if (kind === 'scalar') {
    const type = scalarType(value)
    if (type !== undefined) return { type, isScalar: true }
    issues.valueRequired(branch.id, `${side}.Val`)
  } else if (kind === undefined || value === '') {
    issues.valueRequired(branch.id, `${side}.Val`)
  } else if (branch.interface === undefined) {
    issues.valueRequired(branch.id, value)
  } else {
    const type = branch.interface.inputs.get(value)
    if (type !== undefined) return { type, isScalar: false }
    const isBound = branch.node.inputs.some((binding) => binding.var === value)
    if (!isBound) issues.variableNotFound(branch.id, value)
  }
  return undefined
}

function isComparable(left: OperandType, right: OperandType): boolean {
  if (equals(LiteralTypeSchema, left.type, right.type)) return true
  if (!left.isScalar && !right.isScalar) return false
  return isCastable(left.type, right.type) || isCastable(right.type, left.type)
}
