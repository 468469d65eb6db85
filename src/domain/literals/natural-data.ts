import { create } from '@bufbuild/protobuf'
import type { Literal, Scalar } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, LiteralTypeSchema, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import type { Data } from './data'
import { carriesLiteral } from './envelope'
import { dataOfLiteral } from './literal-data'

const PRIMITIVE_TYPES = {
  integer: SimpleType.INTEGER,
  floatValue: SimpleType.FLOAT,
  stringValue: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  datetime: SimpleType.DATETIME,
  duration: SimpleType.DURATION,
} as const

function simple(value: SimpleType): LiteralType['type'] {
  return { case: 'simple', value }
}

/** The type that a scalar says it has. */
function typeOfScalar({ value }: Scalar): LiteralType['type'] {
  switch (value.case) {
    case 'primitive': {
      const kind = value.value.value.case
      return kind === undefined ? { case: undefined } : simple(PRIMITIVE_TYPES[kind])
    }
    case 'noneType':
      return simple(SimpleType.NONE)
    case 'generic':
      return simple(SimpleType.STRUCT)
    case 'binary':
      return simple(value.value.tag === 'msgpack' ? SimpleType.STRUCT : SimpleType.BINARY)
    case 'error':
      return simple(SimpleType.ERROR)
    case 'blob':
      return value.value.metadata?.type ? { case: 'blob', value: value.value.metadata.type } : { case: undefined }
    case 'structuredDataset':
      return value.value.metadata?.structuredDatasetType
        ? { case: 'structuredDatasetType', value: value.value.metadata.structuredDatasetType }
        : { case: undefined }
    case 'schema':
      return value.value.type ? { case: 'schema', value: value.value.type } : { case: undefined }
    case 'union':
    case undefined:
      return { case: undefined }
  }
}

/** What a literal holds, by itself: for values without a declared type. Undefined when that says less than the literal. */
export function naturalData(literal: Literal): Data | undefined {
  const { value } = literal
  switch (value.case) {
    case 'scalar': {
      if (value.value.value.case === 'union')
        return value.value.value.value.value ? naturalData(value.value.value.value.value) : undefined
      const data = dataOfLiteral(literal, create(LiteralTypeSchema, { type: typeOfScalar(value.value) }))
      return carriesLiteral(data) ? undefined : data
    }
    case 'collection': {
      const items = value.value.literals.map(naturalData)
      return items.every((item) => item !== undefined) ? items : undefined
    }
    case 'map': {
      const entries = Object.entries(value.value.literals).map(([key, one]) => [key, naturalData(one)] as const)
      return entries.every((entry): entry is readonly [string, Data] => entry[1] !== undefined)
        ? new Map<Data, Data>(entries)
        : undefined
    }
    case 'offloadedMetadata':
    case undefined:
      return undefined
  }
}
