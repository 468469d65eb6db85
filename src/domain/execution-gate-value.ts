import { create } from '@bufbuild/protobuf'
import { type Literal, LiteralSchema } from '../api/gen/flyteidl/core/literals_pb'

/** A literal of type boolean: the answer to an approval. */
export function booleanLiteral(value: boolean): Literal {
  return create(LiteralSchema, {
    value: {
      case: 'scalar',
      value: { value: { case: 'primitive', value: { value: { case: 'boolean', value } } } },
    },
  })
}
