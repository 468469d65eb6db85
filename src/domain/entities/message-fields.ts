import { type DescField, type DescMessage, isMessage, type MessageShape, toJson } from '@bufbuild/protobuf'
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect'
import { DurationSchema, StructSchema, TimestampSchema } from '@bufbuild/protobuf/wkt'
import { IdentifierSchema } from '../../api/gen/flyteidl/core/identifier_pb'
import { type BindingData, BindingDataSchema, LiteralSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { LiteralTypeSchema } from '../../api/gen/flyteidl/core/types_pb'
import { typeName } from '../literals/type-name'
import { literalLine } from '../literals/literal-line'

/** A value of a message. */
export interface FieldValue {
  /** As people write it: `list[str]`, `16Gi`, `n0.o0`. */
  readonly text: string
  /** The same only for what is the same to the last bit. */
  readonly exact: string
}

/**
 * Every value of a message by its path: `container.image`, `nodes.n2.taskNode.referenceId`. What has an id, a name or a key
 * of its own is found by that, so that an item more in front does not move all that follow; plain lists are one value. Types,
 * literals, bindings and references are values, not messages to look into.
 */
export function messageFields<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
): ReadonlyMap<string, FieldValue> {
  const found = new Map<string, FieldValue>()
  const walk = (at: ReflectMessage, path: string, skip?: string) => {
    const value = valueOf(at)
    if (value !== undefined) {
      found.set(path, value)
      return
    }
    const below = (field: DescField) => (path === '' ? field.localName : `${path}.${field.localName}`)
    const fields = at.fields.filter((field) => at.isSet(field) && field.localName !== skip)
    for (const field of fields) {
      switch (field.fieldKind) {
        case 'list': {
          const items = [...at.get(field)]
          if (!items.every((item) => isReflectMessage(item))) found.set(below(field), plainList(items))
          else items.forEach((item, index) => walkItem(item, index, below(field)))
          break
        }
        case 'map':
          for (const [key, item] of at.get(field)) {
            const own = `${below(field)}.${String(key)}`
            if (isReflectMessage(item)) walk(item, own)
            else found.set(own, plain(item))
          }
          break
        case 'message': {
          const inner = at.get(field)
          // One of several says something by being there, even with nothing in it.
          if (field.oneof && inner.fields.every((own) => !inner.isSet(own))) found.set(below(field), plain('set'))
          walk(inner, below(field))
          break
        }
        case 'enum': {
          const number = at.get(field)
          found.set(below(field), plain(field.enum.value[number]?.name ?? number))
          break
        }
        case 'scalar':
          found.set(below(field), plain(at.get(field)))
      }
    }
  }
  const walkItem = (item: ReflectMessage, index: number, path: string) => {
    const key = keyOf(item)
    if (key === undefined) {
      walk(item, `${path}.${index}`)
      return
    }
    const own = `${path}.${key.text}`
    const others = item.fields.filter((field) => item.isSet(field) && field !== key.field)
    const only = others[0]
    // `env.HOME`, `resources.requests.CPU`: a pair, not a message with two fields.
    if (others.length === 0) found.set(own, plain(''))
    else if (others.length === 1 && only?.localName === 'value' && only.fieldKind === 'scalar')
      found.set(own, plain(item.get(only)))
    else walk(item, own, key.field.localName)
  }
  walk(reflect(schema, message), '')
  return found
}

function plain(value: unknown): FieldValue {
  const text = value instanceof Uint8Array ? `${value.length} bytes: ${[...value].join(' ')}` : String(value)
  return { text, exact: text }
}

function plainList(items: readonly unknown[]): FieldValue {
  const words = items.map((item) => String(item))
  return {
    text: words.map((word) => (/^\S+$/.test(word) ? word : JSON.stringify(word))).join(' '),
    exact: JSON.stringify(words),
  }
}

const KEYS = ['id', 'var', 'key', 'name'] as const

function keyOf(item: ReflectMessage): { readonly field: DescField; readonly text: string } | undefined {
  for (const name of KEYS) {
    const field = item.fields.find(({ localName }) => localName === name)
    if (field?.fieldKind === 'scalar' && item.isSet(field)) return { field, text: String(item.get(field)) }
    if (field?.fieldKind === 'enum') {
      const number = item.get(field)
      return { field, text: field.enum.value[number]?.name ?? String(number) }
    }
  }
  return undefined
}

/** What is one value to a person although it is a message. */
function valueOf({ message }: ReflectMessage): FieldValue | undefined {
  if (isMessage(message, LiteralTypeSchema)) return told(typeName(message), LiteralTypeSchema, message)
  if (isMessage(message, LiteralSchema)) return told(literalLine(message), LiteralSchema, message)
  if (isMessage(message, BindingDataSchema)) return told(bindingText(message), BindingDataSchema, message)
  if (isMessage(message, IdentifierSchema)) {
    const { name, version } = message
    return told(version === '' ? name : `${name} at ${version}`, IdentifierSchema, message)
  }
  if (isMessage(message, StructSchema)) return told(undefined, StructSchema, message)
  if (isMessage(message, DurationSchema)) return told(undefined, DurationSchema, message)
  if (isMessage(message, TimestampSchema)) return told(undefined, TimestampSchema, message)
  return undefined
}

function told<Desc extends DescMessage>(
  text: string | undefined,
  schema: Desc,
  message: MessageShape<Desc>,
): FieldValue {
  const json = toJson(schema, message)
  const exact = JSON.stringify(json)
  return { text: text ?? (typeof json === 'string' ? json : exact), exact }
}

/** Where an input comes from: `n0.o0`, `inputs.x`, or the constant. */
function bindingText({ value }: BindingData): string {
  switch (value.case) {
    case 'promise': {
      const { nodeId, var: name, attrPath } = value.value
      const path = attrPath.map((part) =>
        part.value.case === 'intValue' ? `[${part.value.value}]` : `.${part.value.value ?? ''}`,
      )
      return `${nodeId === '' ? 'inputs' : nodeId}.${name}${path.join('')}`
    }
    case 'scalar':
      return literalLine({ $typeName: 'flyteidl.core.Literal', value, hash: '', metadata: {} })
    case 'collection':
      return `[${value.value.bindings.map(bindingText).join(', ')}]`
    case 'map': {
      const entries = Object.entries(value.value.bindings)
      return `{${entries.map(([key, one]) => `${JSON.stringify(key)}: ${bindingText(one)}`).join(', ')}}`
    }
    default:
      return 'None'
  }
}
