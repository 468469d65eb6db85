import { create, type MessageInitShape } from '@bufbuild/protobuf'
import {
  type Literal,
  LiteralSchema,
  type PrimitiveSchema,
  type ScalarSchema,
} from '../../api/gen/flyteidl/core/literals_pb'

export function scalarLiteral(value: MessageInitShape<typeof ScalarSchema>['value']): Literal {
  return create(LiteralSchema, { value: { case: 'scalar', value: { value } } })
}

export function primitiveLiteral(value: MessageInitShape<typeof PrimitiveSchema>['value']): Literal {
  return scalarLiteral({ case: 'primitive', value: { value } })
}

/** `None`, as Flyte stores it. */
export function noneLiteral(): Literal {
  return scalarLiteral({ case: 'noneType', value: {} })
}
