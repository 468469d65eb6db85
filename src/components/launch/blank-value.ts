import type { Data } from '../../domain/literals/data'
import { unread } from '../../domain/literals/envelope'
import { type InputSpec, startOf } from '../../domain/literals/input-spec'

/** The value of a new row or a newly chosen variant: the empty one, else a text that still has to become one. */
export function blankValue(spec: InputSpec): Data {
  return startOf(spec) ?? (spec.kind === 'json' ? unread('') : '')
}

/** Whether the parts of a value need the whole width: they have labels of their own. */
export function isWide(spec: InputSpec, depth = 0): boolean {
  // A class that holds itself has no end.
  if (depth > 2) return true
  switch (spec.kind) {
    case 'object':
      return true
    case 'list':
      return spec.item.kind === 'list' || spec.item.kind === 'dict' || isWide(spec.item, depth + 1)
    case 'dict':
      return spec.value.kind === 'list' || spec.value.kind === 'dict' || isWide(spec.value, depth + 1)
    case 'union':
      return spec.variants.some((variant) => isWide(variant.spec, depth + 1))
    default:
      return false
  }
}
