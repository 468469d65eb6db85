import { type DescEnum, type DescField, type DescMessage, type MessageShape, ScalarType } from '@bufbuild/protobuf'
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect'

/**
 * A message in protobuf text format on one line, as flyteadmin puts messages into its error texts: fields in the order of
 * their declaration, set ones only, maps sorted by key. Go varies the number of blanks on purpose; here it is always one.
 */
export function protoText<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): string {
  return messageText(reflect(schema, message))
}

function messageText(message: ReflectMessage): string {
  const parts: string[] = []
  for (const field of message.fields) {
    if (!message.isSet(field)) continue
    switch (field.fieldKind) {
      case 'list':
        for (const item of message.get(field)) parts.push(`${field.name}:${valueText(field, item)}`)
        break
      case 'map': {
        const entries = Array.from(message.get(field), ([key, value]) => {
          return `${field.name}:{key:${scalarText(field.mapKey, key)} value:${valueText(field, value)}}`
        })
        parts.push(...entries.sort())
        break
      }
      default:
        parts.push(`${field.name}:${valueText(field, message.get(field))}`)
    }
  }
  return parts.join(' ')
}

function valueText(field: DescField, value: unknown): string {
  if (field.enum !== undefined) return enumText(field.enum, Number(value))
  if (field.scalar !== undefined) return scalarText(field.scalar, value)
  return isReflectMessage(value) ? `{${messageText(value)}}` : '{}'
}

function enumText(desc: DescEnum, value: number): string {
  return desc.value[value]?.name ?? String(value)
}

function scalarText(type: ScalarType, value: unknown): string {
  if (value instanceof Uint8Array) return quoted(Array.from(value, (byte) => String.fromCharCode(byte)).join(''), 0x7e)
  if (typeof value === 'string') return quoted(value, Infinity)
  if (typeof value === 'number' && (type === ScalarType.DOUBLE || type === ScalarType.FLOAT)) return floatText(value)
  return String(value)
}

const namedEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

function quoted(text: string, lastPlain: number): string {
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const isPlain = code >= 0x20 && code !== 0x7f && code <= lastPlain
    out += namedEscapes.get(char) ?? (isPlain ? char : `\\x${code.toString(16).padStart(2, '0')}`)
  }
  return `"${out}"`
}

/** Shortest form that reads back as the same number, as Go writes it: `1.5`, `100000`, `1e+06`, `1e-05`. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0'
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return value.toString()
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
