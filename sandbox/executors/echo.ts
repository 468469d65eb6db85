import { create, equals } from '@bufbuild/protobuf'
import type { TypedInterface, Variable } from '../../src/api/gen/flyteidl/core/interface_pb'
import { type Literal, type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema } from '../../src/api/gen/flyteidl/core/types_pb'

type Named = [string, Variable]

function inOrder(variables: Readonly<Record<string, Variable>> | undefined): Named[] {
  return Object.entries(variables ?? {}).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
}

function sameType([, a]: Named, [, b]: Named): boolean {
  return a.type !== undefined && b.type !== undefined && equals(LiteralTypeSchema, a.type, b.type)
}

/**
 * The outputs of an `echo` task, which are its inputs. Outputs are called `o0`, `o1`, … and inputs anything: each goes to the first output in
 * order that has its type.
 */
export function echoOutputs(types: TypedInterface | undefined, inputs: LiteralMap): LiteralMap {
  const free = inOrder(types?.inputs?.variables)
  const literals: Record<string, Literal> = {}
  for (const output of inOrder(types?.outputs?.variables)) {
    const at = Math.max(
      0,
      free.findIndex((input) => sameType(input, output)),
    )
    const [input] = free.splice(at, 1)
    const literal = input && inputs.literals[input[0]]
    if (literal) literals[output[0]] = literal
  }
  return create(LiteralMapSchema, { literals })
}
