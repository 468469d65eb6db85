import { create } from '@bufbuild/protobuf'
import {
  type Binding,
  type BindingData,
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
} from '../../../src/api/gen/flyteidl/core/literals_pb'
import type { OutputReference } from '../../../src/api/gen/flyteidl/core/types_pb'
import { resolveAttributePath } from './attribute-path'

/** An input of a node cannot be made from its binding. */
export class BindingError extends Error {
  override readonly name = 'BindingError'
}

/** What a binding may read. */
export interface OutputReader {
  /** One output variable of a node; undefined when there is none of that name. */
  readonly output: (nodeId: string, variable: string) => Literal | undefined
  /** A literal itself, where only a reference to a large one is given. */
  readonly whole: (literal: Literal) => Literal
}

/** `[3].o0` means item 3 of the list `o0` (flytepropeller `ParseVarName`). */
const INDEXED = /^\[(\d+)\]\.(.*)$/

function resolvePromise(promise: OutputReference, read: OutputReader): Literal {
  const indexed = INDEXED.exec(promise.var)
  const variable = indexed?.[2] ?? promise.var
  let literal = read.output(promise.nodeId, variable)
  if (literal && (indexed || promise.attrPath.length > 0)) literal = read.whole(literal)
  if (indexed && literal?.value.case === 'collection') literal = literal.value.value.literals[Number(indexed[1])]
  if (literal === undefined) throw new BindingError(`node ${promise.nodeId} has no output ${promise.var}`)
  try {
    return resolveAttributePath(literal, promise.attrPath)
  } catch (error) {
    throw new BindingError(`output ${promise.var} of node ${promise.nodeId}: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function resolveData(data: BindingData, read: OutputReader): Literal {
  const { value } = data
  switch (value.case) {
    case 'scalar':
    case 'offloadedMetadata':
      return create(LiteralSchema, { value })
    case 'promise':
      return resolvePromise(value.value, read)
    case 'collection': {
      const literals = value.value.bindings.map((item) => resolveData(item, read))
      return create(LiteralSchema, { value: { case: 'collection', value: { literals } } })
    }
    case 'map': {
      const entries = Object.entries(value.value.bindings).map(([key, item]): [string, Literal] => [
        key,
        resolveData(item, read),
      ])
      return create(LiteralSchema, { value: { case: 'map', value: { literals: Object.fromEntries(entries) } } })
    }
    case undefined:
      return create(LiteralSchema)
  }
}

/**
 * The inputs of a node (or outputs of a workflow) from its bindings.
 *
 * @throws BindingError naming the variable, when a promised output or attribute does not exist
 */
export function resolveBindings(bindings: readonly Binding[], read: OutputReader): LiteralMap {
  const literals: Record<string, Literal> = {}
  for (const { var: variable, binding } of bindings) {
    if (!binding) continue
    try {
      literals[variable] = resolveData(binding, read)
    } catch (error) {
      throw new BindingError(`Error binding Var [${variable}]: ${(error as Error).message}`, { cause: error })
    }
  }
  return create(LiteralMapSchema, { literals })
}
