import { create } from '@bufbuild/protobuf'
import { type Literal, type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'

/** The lists that a map node goes over do not fit together. The message is flytepropeller's. */
export class BadMapInputs extends Error {
  override readonly name = 'BadMapInputs'
}

function listOf({ value }: Literal): readonly Literal[] | undefined {
  return value.case === 'collection' ? value.value.literals : undefined
}

/**
 * How many items a map node has: the length of its list inputs, bound ones aside.
 *
 * @throws BadMapInputs when there is no list, or they differ in length
 */
export function itemCount(inputs: LiteralMap, bound: ReadonlySet<string>): number {
  let size: number | undefined
  for (const [name, literal] of Object.entries(inputs.literals)) {
    const list = bound.has(name) ? undefined : listOf(literal)
    if (!list) continue
    if (size !== undefined && size !== list.length) {
      throw new BadMapInputs(`input arrays have different lengths: expecting '${size}' found '${list.length}'`)
    }
    size = list.length
  }
  if (size === undefined) throw new BadMapInputs('no input array provided')
  return size
}

/** The inputs of one item: of each list its own element, the others as they are. */
export function itemInputs(inputs: LiteralMap, bound: ReadonlySet<string>, index: number): LiteralMap {
  const literals = Object.entries(inputs.literals).map(([name, literal]): [string, Literal] => {
    const list = bound.has(name) ? undefined : listOf(literal)
    return [name, list?.[index] ?? literal]
  })
  return create(LiteralMapSchema, { literals: Object.fromEntries(literals) })
}

/** How many items have to succeed: a number, else a share of all rounded up, else all (flytepropeller `nodes/array`). */
export function neededSuccesses(
  size: number,
  criteria: { readonly minSuccesses?: number | undefined; readonly minSuccessRatio?: number | undefined },
): number {
  if (criteria.minSuccesses !== undefined) return criteria.minSuccesses
  // The ratio is a float of 32 bits: 0.1 of 10 is 1, although 0.1 as a double is a little more.
  if (criteria.minSuccessRatio !== undefined) return Math.ceil(Number((criteria.minSuccessRatio * size).toPrecision(7)))
  return size
}
