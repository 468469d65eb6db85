import {
  type BooleanExpression,
  ComparisonExpression_Operator as Operator,
  ConjunctionExpression_LogicalOperator as Conjunction,
  type Operand,
} from '../../api/gen/flyteidl/core/condition_pb'
import type { Primitive } from '../../api/gen/flyteidl/core/literals_pb'

const SIGNS: Readonly<Record<Operator, string>> = {
  [Operator.EQ]: '=',
  [Operator.NEQ]: '≠',
  [Operator.GT]: '>',
  [Operator.GTE]: '≥',
  [Operator.LT]: '<',
  [Operator.LTE]: '≤',
}

function primitiveText(primitive: Primitive | undefined): string {
  switch (primitive?.value.case) {
    case 'stringValue':
      return JSON.stringify(primitive.value.value)
    case 'integer':
    case 'floatValue':
    case 'boolean':
      return String(primitive.value.value)
    case 'datetime':
    case 'duration':
      return `${primitive.value.value.seconds}s`
    case undefined:
      return '?'
  }
}

function operandText(operand: Operand | undefined): string {
  switch (operand?.val.case) {
    case 'var':
      // Compilation names them `.<input>` or `<node>.<output>`.
      return operand.val.value.replace(/^\./, '')
    case 'primitive':
      return primitiveText(operand.val.value)
    case 'scalar':
      return operand.val.value.value.case === 'primitive' ? primitiveText(operand.val.value.value.value) : 'None'
    case undefined:
      return '?'
  }
}

/** A branch's condition as people write it: `score ≥ 0.9 and kind = "test"`. Brackets where `and` and `or` meet. */
export function conditionText(expression: BooleanExpression | undefined): string {
  switch (expression?.expr.case) {
    case 'comparison': {
      const { leftValue, operator, rightValue } = expression.expr.value
      return `${operandText(leftValue)} ${SIGNS[operator]} ${operandText(rightValue)}`
    }
    case 'conjunction': {
      const { leftExpression, operator, rightExpression } = expression.expr.value
      const part = (side: BooleanExpression | undefined) => {
        const mixed = side?.expr.case === 'conjunction' && side.expr.value.operator !== operator
        return mixed ? `(${conditionText(side)})` : conditionText(side)
      }
      return `${part(leftExpression)} ${operator === Conjunction.AND ? 'and' : 'or'} ${part(rightExpression)}`
    }
    case undefined:
      return '?'
  }
}
