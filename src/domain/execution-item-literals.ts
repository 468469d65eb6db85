import type { Literal } from '../api/gen/flyteidl/core/literals_pb'
import type { LiteralType } from '../api/gen/flyteidl/core/types_pb'

type Literals = Readonly<Record<string, Literal>>
type Variables = Readonly<Record<string, { readonly type?: LiteralType | undefined }>>

/**
 * What one item of a map task gets or gives: its element of each list, and whole what is no list or is bound for all. A list that
 * has no such element is left out.
 */
export function itemLiterals(literals: Literals, index: number, bound: readonly string[]): Literals {
  return Object.fromEntries(
    Object.entries(literals).flatMap(([name, literal]): (readonly [string, Literal])[] => {
      if (bound.includes(name) || literal.value.case !== 'collection') return [[name, literal]]
      const element = literal.value.value.literals[index]
      return element === undefined ? [] : [[name, element]]
    }),
  )
}

/** The types of what {@link itemLiterals} gives: those of the lists' elements. */
export function itemVariables(variables: Variables, bound: readonly string[]): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, { type }]) =>
      !bound.includes(name) && type?.type.case === 'collectionType'
        ? [name, { type: type.type.value }]
        : [name, { type }],
    ),
  )
}
