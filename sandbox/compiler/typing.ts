import { equals } from '@bufbuild/protobuf'
import type { Literal } from '../../src/api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'

/** Type of a literal, inferred from the leaves up; undefined where none can be derived. */
export function literalType(_literal: Literal): LiteralType | undefined {
  return undefined
}

/** Whether a value of type `from` may be used where `to` is expected. */
export function isCastable(from: LiteralType, to: LiteralType): boolean {
  return equals(LiteralTypeSchema, from, to)
}

/** A type the way flyteadmin prints it in messages. */
export function typeName(type: LiteralType): string {
  return type.type.case ?? 'none'
}
