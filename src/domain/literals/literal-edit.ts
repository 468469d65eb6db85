import { create } from '@bufbuild/protobuf'
import { type Literal, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, sameData } from './data'
import { genericLiteral, literalOfData, type Made } from './data-literal'
import { carriesLiteral } from './envelope'
import { dataOfLiteral, structData, variantOf } from './literal-data'
import { scalarLiteral } from './make-literal'
import { naturalData } from './natural-data'
import { StructError } from './struct-data'
import { isSimple } from './type-name'

/**
 * The literal of an edited value. What was not edited stays the literal that it was, byte for byte: also what no notation
 * shows, such as the width of a number in msgpack or fields of a newer Flyte.
 *
 * @param previous literal that the value was first read from
 */
export function editedLiteral(data: Data, type: LiteralType, previous: Literal | undefined): Made {
  // As it came, even where it breaks a rule of ours: the server has the last word.
  if (previous && sameData(dataOfLiteral(previous, type), data)) return { literal: previous, problems: [] }
  const made = literalOfData(data, type)
  return made.literal && previous ? { literal: keepUnchanged(made.literal, previous, type), problems: [] } : made
}

function keepUnchanged(made: Literal, previous: Literal, type: LiteralType): Literal {
  if (sameData(dataOfLiteral(made, type), dataOfLiteral(previous, type))) return previous
  const [now, before] = [made.value, previous.value]
  if (type.type.case === 'collectionType' && now.case === 'collection' && before.case === 'collection') {
    const item = type.type.value
    const literals = now.value.literals.map((one, index) => {
      const same = before.value.literals[index]
      return same ? keepUnchanged(one, same, item) : one
    })
    return create(LiteralSchema, { ...around(made), value: { case: 'collection', value: { literals } } })
  }
  if (type.type.case === 'mapValueType' && now.case === 'map' && before.case === 'map') {
    const item = type.type.value
    const literals = Object.fromEntries(
      Object.entries(now.value.literals).map(([key, one]) => {
        const same = before.value.literals[key]
        return [key, same ? keepUnchanged(one, same, item) : one]
      }),
    )
    return create(LiteralSchema, { ...around(made), value: { case: 'map', value: { literals } } })
  }
  return keepScalar(made, previous, type)
}

function around({ hash, metadata }: Literal) {
  return { hash, metadata: { ...metadata } }
}

function keepScalar(made: Literal, previous: Literal, type: LiteralType): Literal {
  const now = made.value.case === 'scalar' ? made.value.value.value : undefined
  const before = previous.value.case === 'scalar' ? previous.value.value.value : undefined
  if (type.type.case === 'unionType' && now?.case === 'union' && before?.case === 'union') {
    const { variants } = type.type.value
    const [one, other] = [now.value, before.value]
    const at = one.type && variantOf(one.type, variants)
    const variant = at === undefined ? undefined : variants[at]
    if (variant && one.value && other.value && other.type && variantOf(other.type, variants) === at)
      return create(LiteralSchema, {
        ...around(made),
        ...scalarPart({ value: keepUnchanged(one.value, other.value, variant), type: other.type }),
      })
  }
  if (isSimple(type, SimpleType.STRUCT) && now?.case === 'binary' && before?.case === 'generic') {
    // A struct that came in the older form stays in it: what reads it may know no other.
    const data = structData(now.value.value)
    try {
      if (data !== undefined) return genericLiteral(data)
    } catch (error) {
      if (!(error instanceof StructError)) throw error
    }
  }
  return made
}

function scalarPart(union: { readonly value: Literal; readonly type: LiteralType }) {
  return { value: scalarLiteral({ case: 'union', value: union }).value }
}

/**
 * The value that a form opens with for a literal from elsewhere, such as an earlier run of another version. What fits its new type
 * in another spelling, an int for a float, is taken so; what does not is shown as it is, for the form to say what is wrong.
 */
export function adoptedData(literal: Literal, type: LiteralType): Data {
  const data = dataOfLiteral(literal, type)
  if (!carriesLiteral(data)) return data
  const natural = naturalData(literal)
  return natural !== undefined && type.type.case !== undefined ? natural : data
}
