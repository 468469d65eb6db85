import { type DescField, type DescMessage, type MessageShape, ScalarType } from '@bufbuild/protobuf'
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect'

/** What a message is as JSON of its Go struct: flyteadmin's differences are written in these terms. */
type GoValue = string | number | bigint | boolean | null | readonly GoValue[] | { readonly [key: string]: GoValue }

/** Longest text of differences: gRPC clients refuse a status of more than 8 kB, in which the text is twice when there are details. */
const maxLength = 3_000

/**
 * What differs between two messages of a type, for whoever registers an entity again: one group of lines per changed field,
 * `<path>:\n\t- <old> \n\t+ <new>`, fields in order of their names (flyteadmin `NewTaskExistsDifferentStructureError`).
 */
export function structureDifference<Desc extends DescMessage>(
  schema: Desc,
  stored: MessageShape<Desc>,
  sent: MessageShape<Desc>,
): string {
  const lines: string[] = []
  compare('', goMessage(reflect(schema, stored)), goMessage(reflect(schema, sent)), lines)
  const text = lines.join('\n')
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}…`
}

function compare(path: string, stored: GoValue | undefined, sent: GoValue | undefined, lines: string[]): void {
  if (isList(stored) && isList(sent)) {
    for (let index = 0; index < Math.max(stored.length, sent.length); index++) {
      compare(`${path}/${index}`, stored[index], sent[index], lines)
    }
  } else if (isObject(stored) && isObject(sent)) {
    for (const key of [...new Set([...Object.keys(stored), ...Object.keys(sent)])].sort()) {
      const segment = key.replaceAll('~', '~0').replaceAll('/', '~1')
      compare(`${path}/${segment}`, stored[key], sent[key], lines)
    }
  } else if (stored !== sent) {
    lines.push(`${path}:\n\t- ${goText(stored)} \n\t+ ${goText(sent)}`)
  }
}

function isList(value: GoValue | undefined): value is readonly GoValue[] {
  return Array.isArray(value)
}

function isObject(value: GoValue | undefined): value is { readonly [key: string]: GoValue } {
  return typeof value === 'object' && value !== null && !isList(value)
}

/** A struct: fields under their proto names unless empty, oneofs as an object with the Go name of the set field. */
function goMessage(message: ReflectMessage): GoValue {
  const result: Record<string, GoValue> = {}
  for (const field of message.fields) {
    if (field.oneof !== undefined || !message.isSet(field)) continue
    result[field.name] = goField(field, message)
  }
  for (const oneof of message.oneofs) {
    const field = message.oneofCase(oneof)
    result[goName(oneof.name)] = field ? { [goName(field.name)]: goField(field, message) } : null
  }
  return result
}

function goField(field: DescField, message: ReflectMessage): GoValue {
  switch (field.fieldKind) {
    case 'list':
      return Array.from(message.get(field), (item) => goSingle(field, item))
    case 'map':
      return Object.fromEntries(Array.from(message.get(field), ([key, value]) => [String(key), goSingle(field, value)]))
    default:
      return goSingle(field, message.get(field))
  }
}

function goSingle(field: DescField, value: unknown): GoValue {
  if (isReflectMessage(value)) return goMessage(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (field.scalar === ScalarType.BOOL) return value === true
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value
  return null
}

/** `default_inputs` as Go writes it: `DefaultInputs`. */
function goName(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

/** A value as Go's `%v` prints it. */
function goText(value: GoValue | undefined): string {
  if (value === undefined || value === null) return '<nil>'
  if (isList(value)) return `[${value.map(goText).join(' ')}]`
  if (isObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `map[${entries.map(([key, item]) => `${key}:${goText(item)}`).join(' ')}]`
  }
  return String(value)
}
