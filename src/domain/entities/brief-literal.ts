import { toJson } from '@bufbuild/protobuf'
import { durationMs, timestampDate } from '@bufbuild/protobuf/wkt'
import { type Literal, LiteralSchema, type Primitive, type Scalar } from '../../api/gen/flyteidl/core/literals_pb'

/** A value on one line, as Python spells it where that is short; for places that only mention values. */
export function briefLiteral(literal: Literal | undefined): string {
  switch (literal?.value.case) {
    case 'scalar':
      return briefScalar(literal, literal.value.value)
    case 'collection':
      return `[${literal.value.value.literals.map(briefLiteral).join(', ')}]`
    case 'map': {
      const entries = Object.entries(literal.value.value.literals)
      return `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${briefLiteral(value)}`).join(', ')}}`
    }
    case 'offloadedMetadata':
      return literal.value.value.uri
    case undefined:
      return 'None'
  }
}

function briefScalar(literal: Literal, { value }: Scalar): string {
  switch (value.case) {
    case 'primitive':
      return briefPrimitive(value.value)
    case 'noneType':
    case undefined:
      return 'None'
    case 'union':
      return briefLiteral(value.value.value)
    case 'blob':
    case 'schema':
    case 'structuredDataset':
      return value.value.uri
    case 'generic':
      return JSON.stringify(value.value)
    case 'binary':
    case 'error':
      return JSON.stringify(toJson(LiteralSchema, literal))
  }
}

function briefPrimitive({ value }: Primitive): string {
  switch (value.case) {
    case 'stringValue':
      return JSON.stringify(value.value)
    case 'boolean':
      return value.value ? 'True' : 'False'
    case 'integer':
      return String(value.value)
    case 'floatValue':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value)
    case 'datetime':
      return timestampDate(value.value).toISOString()
    case 'duration':
      return `${durationMs(value.value) / 1000}s`
    case undefined:
      return 'None'
  }
}
