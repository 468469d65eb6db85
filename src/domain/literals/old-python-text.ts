import type { Literal, LiteralMap } from '../../api/gen/flyteidl/core/literals_pb'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { isJsonArray, isJsonNumber, isJsonObject, type Json } from './old-json-text'
import { literalToJson } from './literal-json'
import { parseDuration } from './time-text'
import { isFolder, optionalOf } from './old-type-name'

/** A text as Python writes it. */
export function pythonString(text: string): string {
  // JSON's escapes are Python's, but for characters beyond 16 bits, which both take as they are.
  return JSON.stringify(text)
}

function plain(json: Json): string {
  if (json === null) return 'None'
  if (typeof json === 'boolean') return json ? 'True' : 'False'
  if (typeof json === 'string') return pythonString(json)
  if (isJsonNumber(json)) return json.value
  if (isJsonArray(json)) return `[${json.map(plain).join(', ')}]`
  return `{${Object.entries(json)
    .map(([key, value]) => `${pythonString(key)}: ${plain(value)}`)
    .join(', ')}}`
}

/** `timedelta(seconds=5400, microseconds=5)`, exact to what Python keeps. */
function timedeltaText(text: string): string {
  const duration = parseDuration(text)
  if (!duration) return pythonString(text)
  const micros = Math.trunc(duration.nanos / 1000)
  return `timedelta(seconds=${duration.seconds}${micros === 0 ? '' : `, microseconds=${micros}`})`
}

function typed(json: Json, type: LiteralType | undefined): string {
  if (isJsonObject(json) && '$literal' in json) return '...  # has no short form'
  switch (type?.type.case) {
    case 'simple':
      if (type.type.value === SimpleType.DATETIME && typeof json === 'string')
        return `datetime.fromisoformat(${pythonString(json.replace(/Z$/, '+00:00'))})`
      if (type.type.value === SimpleType.DURATION && typeof json === 'string') return timedeltaText(json)
      if (type.type.value === SimpleType.FLOAT && typeof json === 'string') return `float(${pythonString(json)})`
      return plain(json)
    case 'collectionType': {
      const item = type.type.value
      return isJsonArray(json) ? `[${json.map((one) => typed(one, item)).join(', ')}]` : plain(json)
    }
    case 'mapValueType': {
      const item = type.type.value
      return isJsonObject(json)
        ? `{${Object.entries(json)
            .map(([key, value]) => `${pythonString(key)}: ${typed(value, item)}`)
            .join(', ')}}`
        : plain(json)
    }
    case 'blob': {
      const uri = isJsonObject(json) && typeof json['uri'] === 'string' ? json['uri'] : ''
      return `${isFolder(type) ? 'FlyteDirectory' : 'FlyteFile'}(${pythonString(uri)})`
    }
    case 'structuredDatasetType': {
      const uri = isJsonObject(json) && typeof json['uri'] === 'string' ? json['uri'] : ''
      return `StructuredDataset(uri=${pythonString(uri)})`
    }
    case 'unionType': {
      const inner = optionalOf(type)
      if (inner) return json === null ? 'None' : typed(json, inner)
      return isJsonObject(json) && 'value' in json ? plain(json['value'] ?? null) : plain(json)
    }
    default:
      return plain(json)
  }
}

/** A literal as the Python expression that FlyteRemote's `inputs` takes. */
export function pythonText(literal: Literal | undefined, type: LiteralType | undefined): string {
  return typed(literalToJson(literal, type), type)
}

/** A map of literals as a Python dictionary, one entry a line. */
export function pythonDict(
  literals: LiteralMap['literals'],
  types: Readonly<Record<string, LiteralType | undefined>>,
  indent = '    ',
): string {
  const lines = Object.entries(literals).map(
    ([name, literal]) => `${indent}${pythonString(name)}: ${pythonText(literal, types[name])},`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent.slice(4)}}`
}
