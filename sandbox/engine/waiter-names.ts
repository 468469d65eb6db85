import type { WorkflowExecutionIdentifier } from '../../src/api/gen/flyteidl/core/identifier_pb'

/** An execution as one text, for maps. */
export function executionName({ project, domain, name }: WorkflowExecutionIdentifier): string {
  return [project, domain, name].join('\0')
}

/** What is announced when a signal gets a value. */
export function signalName(execution: WorkflowExecutionIdentifier, signalId: string): string {
  return `signal\0${executionName(execution)}\0${signalId}`
}

/** What is announced when an execution ends. */
export function endName(execution: WorkflowExecutionIdentifier): string {
  return `end\0${executionName(execution)}`
}
