import type { DescMessage, MessageShape } from '@bufbuild/protobuf'
import { IdentifierSchema } from '../../api/gen/flyteidl/core/identifier_pb'
import { visitMessages } from './visit-messages'

/** Where and as what a package is registered. */
export interface Registration {
  readonly project: string
  readonly domain: string
  readonly version: string
}

/**
 * Fills project, domain and version into every identifier below `message` that leaves them empty or to the registering tool,
 * in place. References that name them already stay as they are. Rule: remote.md §6.2.
 */
export function fillIdentifiers<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  registration: Registration,
): void {
  visitMessages(schema, message, IdentifierSchema, (identifier) => {
    identifier.project = filled(identifier.project, 'project', registration)
    identifier.domain = filled(identifier.domain, 'domain', registration)
    identifier.version = filled(identifier.version, 'version', registration)
  })
}

function filled(text: string, part: keyof Registration, registration: Registration): string {
  return text === '' || text === `{{ registration.${part} }}` ? registration[part] : text
}
