import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { InactiveProjectSchema } from '../../src/api/gen/flyteidl/admin/project_pb'
import { CreateWorkflowFailureReasonSchema } from '../../src/api/gen/flyteidl/admin/workflow_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { protoText } from '../proto-text'
import type { Table } from '../store/columns'

/** `NotFound` of a task, workflow or launch plan; the identifier is printed without its type, as the database layer knows it. */
export function missingEntity(kind: 'TASK' | 'WORKFLOW' | 'LAUNCH_PLAN', id: Identifier): ConnectError {
  const untyped = create(IdentifierSchema, { ...id, resourceType: ResourceType.UNSPECIFIED })
  const text = protoText(IdentifierSchema, untyped)
  return new ConnectError(`missing entity of type ${kind} with identifier ${text}`, Code.NotFound)
}

/** `NotFound` of named and description entities. */
export function entryNotFound(): ConnectError {
  return new ConnectError('entry not found', Code.NotFound)
}

/** `AlreadyExists` of a row whose key is taken. */
export function duplicateKey(table: Table): ConnectError {
  return new ConnectError(
    `value with matching already exists (duplicate key value violates unique constraint "${table}_pkey")`,
    Code.AlreadyExists,
  )
}

/** `InvalidArgument` of a write to an archived project, with the detail that clients look for. */
export function inactiveProject(id: string): ConnectError {
  return new ConnectError(`project [${id}] is not active`, Code.InvalidArgument, undefined, [
    { desc: InactiveProjectSchema, value: { id } },
  ])
}

/** What an entity is called in the texts about its registration. */
type Registered = 'task' | 'workflow' | 'launch plan'

/** `AlreadyExists` of an entity registered again as it is; clients take it for success. */
export function identicalExists(kind: Registered, id: Identifier): ConnectError {
  const message = `${kind} with identical structure already exists`
  return new ConnectError(message, Code.AlreadyExists, undefined, failureReason(kind, 'existsIdenticalStructure', id))
}

/** `InvalidArgument` of an entity registered again with another structure; `difference` has a line group per changed field. */
export function differentExists(kind: Registered, id: Identifier, difference: string): ConnectError {
  const message =
    `${id.name} ${kind} with different structure already exists. ` +
    `(Please register a new version of the ${kind}):\n${difference}`
  return new ConnectError(message, Code.InvalidArgument, undefined, failureReason(kind, 'existsDifferentStructure', id))
}

/** Only the refusals of workflows carry a detail. */
function failureReason(
  kind: Registered,
  reason: 'existsIdenticalStructure' | 'existsDifferentStructure',
  id: Identifier,
) {
  if (kind !== 'workflow') return []
  return [{ desc: CreateWorkflowFailureReasonSchema, value: { reason: { case: reason, value: { id } } } }]
}
