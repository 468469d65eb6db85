import { create } from '@bufbuild/protobuf'
import { type Identifier, IdentifierSchema, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { CompileError } from './compile-error'
import { startNodeId } from './graph'
import { identifierText } from './identifier-text'

/** Refuses a reference to something that is not registered, in flyteadmin's words: without the type of the identifier. */
export function notRegistered(kind: 'TASK' | 'LAUNCH_PLAN', id: Identifier): never {
  const untyped = create(IdentifierSchema, { ...id, resourceType: ResourceType.UNSPECIFIED })
  const description = `missing entity of type ${kind} with identifier ${identifierText(untyped)}`
  const code = kind === 'TASK' ? 'TaskReferenceNotFound' : 'WorkflowReferenceNotFound'
  throw new CompileError([{ code, nodeId: startNodeId, description }], description)
}
