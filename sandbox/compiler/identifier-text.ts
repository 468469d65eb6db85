import { type Identifier, IdentifierSchema } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { protoText } from '../proto-text'

/** Text of an identifier as flyteadmin prints it; equal for equal identifiers only, so it also serves as a key. */
export function identifierText(id: Identifier): string {
  return protoText(IdentifierSchema, id)
}

/** Total order of identifiers: type, project, domain, name, version. */
export function compareIdentifiers(a: Identifier, b: Identifier): number {
  return (
    a.resourceType - b.resourceType ||
    compare(a.project, b.project) ||
    compare(a.domain, b.domain) ||
    compare(a.name, b.name) ||
    compare(a.version, b.version)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
