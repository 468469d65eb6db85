import { create } from '@bufbuild/protobuf'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema } from '../../api/gen/flyteidl/core/types_pb'
import type { Data } from './data'
import { printJson } from './json-text'
import { dataOfLiteral } from './literal-data'
import { naturalData } from './natural-data'

/** A literal's value, by its declared type where there is one. */
function dataOf(literal: Literal, type: LiteralType | undefined): Data {
  if (type) return dataOfLiteral(literal, type)
  return naturalData(literal) ?? dataOfLiteral(literal, create(LiteralTypeSchema))
}

/** Literals by name as JSON: what the launch form's editor and files take. */
export function literalsJson(
  literals: Readonly<Record<string, Literal>>,
  types: Readonly<Record<string, LiteralType | undefined>>,
): string {
  const entries = Object.entries(literals).map(([name, literal]) => [name, dataOf(literal, types[name])] as const)
  return printJson(new Map<Data, Data>(entries), 'lines')
}

/** One literal as text: a text as it is, anything else as JSON. */
export function valueText(literal: Literal | undefined, type: LiteralType | undefined): string {
  const data = literal ? dataOf(literal, type) : null
  return typeof data === 'string' ? data : printJson(data, 'lines')
}
