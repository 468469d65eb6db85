import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import type { Data } from './data'
import { asVariant } from './data-literal'
import { defaultOfShape } from './struct-conform'
import { shapeOfLiteralType } from './struct-shape'
import { isNone, literalChoices } from './type-name'

/** The emptiest value of a type: what stands in a new row or variant. Undefined where any would be a guess. */
export function emptyData(type: LiteralType): Data | undefined {
  switch (type.type.case) {
    case 'simple':
      return emptySimple(type, type.type.value)
    case 'collectionType':
      return []
    case 'mapValueType':
      return new Map()
    case 'unionType': {
      const { variants } = type.type.value
      const none = variants.findIndex(isNone)
      return none < 0 ? undefined : asVariant(null, variants, none)
    }
    default:
      return undefined
  }
}

function emptySimple(type: LiteralType, simple: SimpleType): Data | undefined {
  if (literalChoices(type)) return undefined
  if (simple === SimpleType.STRING) return ''
  if (simple === SimpleType.NONE) return null
  if (simple !== SimpleType.STRUCT) return undefined
  const shape = shapeOfLiteralType(type)
  return shape.kind === 'any' ? new Map() : defaultOfShape(shape)
}
