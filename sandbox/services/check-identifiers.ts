import type { NamedEntityIdentifier } from '../../src/api/gen/flyteidl/admin/common_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { protoText } from '../proto-text'
import { invalidArgument, invalidValue, missingArgument } from '../rpc-error'
import { enumName } from './phases'

/** Checks that a required text is there. */
export function checkText(text: string, field: string): void {
  if (text === '') throw missingArgument(field)
}

/**
 * Checks a whole identifier: present, of the wanted type, no part empty (flyteadmin `ValidateIdentifier`).
 *
 * @throws InvalidArgument
 */
export function checkIdentifier(
  id: Identifier | undefined,
  type: ResourceType.TASK | ResourceType.WORKFLOW | ResourceType.LAUNCH_PLAN,
): Identifier {
  if (id === undefined) throw missingArgument('id')
  if (id.resourceType !== type) {
    const got = enumName(ResourceType, id.resourceType).toLowerCase()
    const text = protoText(IdentifierSchema, id)
    const wanted = ResourceType[type].toLowerCase()
    throw invalidArgument(`unexpected resource type ${got} for identifier [${text}], expected ${wanted} instead`)
  }
  return checkIdentifierFields(id)
}

/** As `checkIdentifier`, whatever the type. */
export function checkIdentifierFields(id: Identifier | undefined): Identifier {
  if (id === undefined) throw missingArgument('id')
  checkText(id.project, 'project')
  checkText(id.domain, 'domain')
  checkText(id.name, 'name')
  checkText(id.version, 'version')
  return id
}

/** As `checkIdentifier`, after filling in a type that was left out: what reads and updates do, never creations (admin.md §2). */
export function checkReference(
  id: Identifier | undefined,
  type: ResourceType.TASK | ResourceType.WORKFLOW | ResourceType.LAUNCH_PLAN,
): Identifier {
  if (id?.resourceType === ResourceType.UNSPECIFIED) return checkIdentifier({ ...id, resourceType: type }, type)
  return checkIdentifier(id, type)
}

/** Checks the identifier of a named entity. */
export function checkNamedEntityId(id: NamedEntityIdentifier | undefined): NamedEntityIdentifier {
  if (id === undefined) throw missingArgument('id')
  checkText(id.project, 'project')
  checkText(id.domain, 'domain')
  checkText(id.name, 'name')
  return id
}

/** Checks that a list asks for something. There is no upper limit. */
export function checkLimit(limit: number): void {
  if (limit === 0) throw invalidValue('limit')
}
