import { type DescMessage, isMessage, type MessageShape } from '@bufbuild/protobuf'
import { isReflectMessage, reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect'
import { IdentifierSchema } from '../../api/gen/flyteidl/core/identifier_pb'

/** Where and as what a package is registered. */
export interface Registration {
  readonly project: string
  readonly domain: string
  readonly version: string
}

/**
 * Fills project, domain and version into every identifier below `message` that leaves them empty, in place. References that
 * name them already stay as they are. Rule: remote.md §6.2.
 */
export function fillIdentifiers<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  registration: Registration,
): void {
  fill(reflect(schema, message), registration)
}

function fill(message: ReflectMessage, registration: Registration): void {
  const identifier = message.message
  if (isMessage(identifier, IdentifierSchema)) {
    identifier.project ||= registration.project
    identifier.domain ||= registration.domain
    identifier.version ||= registration.version
    return
  }
  for (const field of message.fields) {
    if (!message.isSet(field)) continue
    const value: unknown = message.get(field)
    if (field.fieldKind === 'list' || field.fieldKind === 'map') {
      const items = field.fieldKind === 'list' ? message.get(field) : message.get(field).values()
      for (const item of items) if (isReflectMessage(item)) fill(item, registration)
    } else if (isReflectMessage(value)) fill(value, registration)
  }
}
