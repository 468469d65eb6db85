import { type DescMessage, isMessage, type MessageShape } from '@bufbuild/protobuf'
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect'

/** Calls `visit` with every message of one type in `message`, itself included; it may change them. */
export function visitMessages<Desc extends DescMessage, Wanted extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  wanted: Wanted,
  visit: (found: MessageShape<Wanted>) => void,
): void {
  const walk = (at: ReflectMessage) => {
    if (isMessage(at.message, wanted)) visit(at.message)
    for (const field of at.fields) {
      if (!at.isSet(field)) continue
      if (field.fieldKind === 'list' || field.fieldKind === 'map') {
        const items = field.fieldKind === 'list' ? at.get(field) : at.get(field).values()
        for (const item of items) if (isReflectMessage(item)) walk(item)
        continue
      }
      const value: unknown = at.get(field)
      if (isReflectMessage(value)) walk(value)
    }
  }
  walk(reflect(schema, message))
}
