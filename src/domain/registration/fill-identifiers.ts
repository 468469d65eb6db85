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
 * Fills project, domain and version into every identifier below `message` that leaves them empty, in place. References that
 * name them already stay as they are. Rule: remote.md §6.2.
 */
export function fillIdentifiers<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  registration: Registration,
): void {
  visitMessages(schema, message, IdentifierSchema, (identifier) => {
    identifier.project ||= registration.project
    identifier.domain ||= registration.domain
    identifier.version ||= registration.version
  })
}
