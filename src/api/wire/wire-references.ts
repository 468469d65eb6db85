import type { ExecutionKey, FlyteError } from '../../domain/execution-node'
import type { EntityReference } from '../../domain/execution-outline'
import type { ExecutionError, TaskLog } from '../gen/flyteidl/core/execution_pb'
import { type Identifier, ResourceType, type WorkflowExecutionIdentifier } from '../gen/flyteidl/core/identifier_pb'
import type { LogLink } from '../../domain/execution-attempt'

const referenceTypes: Readonly<Partial<Record<ResourceType, EntityReference['type']>>> = {
  [ResourceType.TASK]: 'task',
  [ResourceType.WORKFLOW]: 'workflow',
  [ResourceType.LAUNCH_PLAN]: 'plan',
}

/**
 * What an identifier points to; undefined when it names nothing.
 *
 * @param usual what it is when the server leaves the type out, as old ones do
 */
export function toReference(id: Identifier | undefined, usual: EntityReference['type']): EntityReference | undefined {
  if (id === undefined || id.name === '') return undefined
  const { project, domain, name, version } = id
  return { type: referenceTypes[id.resourceType] ?? usual, project, domain, name, version }
}

/** The execution that an identifier names; undefined when it names none. */
export function toExecutionKey(id: WorkflowExecutionIdentifier | undefined): ExecutionKey | undefined {
  if (id === undefined || id.name === '') return undefined
  return { project: id.project, domain: id.domain, name: id.name }
}

export function toFlyteError(error: ExecutionError): FlyteError {
  return { code: error.code, kind: error.kind, message: error.message, uri: error.errorUri }
}

export function toLogLink(log: TaskLog): LogLink {
  return {
    name: log.name === '' ? 'Log' : log.name,
    uri: log.uri,
    showWhilePending: log.ShowWhilePending,
    hideOnceFinished: log.HideOnceFinished,
  }
}
