import { invalidArgument } from '../rpc-error'
import { entities, type Entity } from './entities'

/** One `func(field,value)` as it was written. */
interface FilterExpression {
  readonly func: string
  readonly field: string
  readonly value: string
}

/**
 * Splits a filter string at `+` and each part into its function, field and value, as the regular expression
 * `(.+)\((.+),\s?(.+)\)` does (admin.md §2.3) but in linear time: its greedy groups would let a long value keep the server busy.
 * @throws InvalidArgument `invalid value for filters`
 */
export function parseFilterExpressions(filters: string): FilterExpression[] {
  return filters.split('+').map((part) => {
    for (const line of part.split('\n')) {
      const expression = parseLine(line)
      if (expression) return expression
    }
    throw invalidArgument('invalid value for filters')
  })
}

/** Every group is as long as it can be, from left to right, so the last bracket, the last comma before it and the last opening bracket win. */
function parseLine(line: string): FilterExpression | undefined {
  const end = line.lastIndexOf(')')
  if (end < 2) return undefined
  const comma = line.lastIndexOf(',', end - 2)
  if (comma < 2) return undefined
  const open = line.lastIndexOf('(', comma - 2)
  if (open < 1) return undefined
  const hasBlank = /[\t\f\r ]/.test(line.charAt(comma + 1)) && end > comma + 2
  return {
    func: line.slice(0, open),
    field: line.slice(open + 1, comma),
    value: line.slice(comma + (hasBlank ? 2 : 1), end),
  }
}

/** The entity that a field's prefix names, else the listed one; and the field without it. */
export function splitField(field: string, listed: Entity): { readonly entity: Entity; readonly field: string } {
  for (const [entity, { prefix }] of Object.entries(entities) as [Entity, (typeof entities)[Entity]][]) {
    if (prefix !== '' && field.startsWith(`${prefix}.`)) return { entity, field: field.slice(prefix.length + 1) }
  }
  return { entity: listed, field }
}
