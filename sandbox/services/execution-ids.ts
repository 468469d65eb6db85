import {
  type Identifier,
  type NodeExecutionIdentifier,
  ResourceType,
  type TaskExecutionIdentifier,
  type WorkflowExecutionIdentifier,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { missingArgument } from '../rpc-error'
import { checkIdentifier, checkReference, checkText } from './check-identifiers'

/** A node execution identifier of which every part is there. */
export interface NodeId {
  readonly executionId: WorkflowExecutionIdentifier
  readonly nodeId: string
}

/** A task execution identifier of which every part is there; the task id is a TASK's. */
export interface AttemptId {
  readonly taskId: Identifier
  readonly nodeExecutionId: NodeId
  readonly retryAttempt: number
}

/**
 * Checks that an execution is named (flyteadmin `ValidateWorkflowExecutionIdentifier`).
 *
 * @throws InvalidArgument `missing id|project|domain|name`
 */
export function checkExecutionId(id: WorkflowExecutionIdentifier | undefined): WorkflowExecutionIdentifier {
  if (id === undefined) throw missingArgument('id')
  checkText(id.project, 'project')
  checkText(id.domain, 'domain')
  checkText(id.name, 'name')
  return id
}

/**
 * Checks the execution of a list request, where any fault is the same one.
 *
 * @throws InvalidArgument `missing execution_id`
 */
export function namedExecution(id: WorkflowExecutionIdentifier | undefined): WorkflowExecutionIdentifier {
  if (id === undefined || id.project === '' || id.domain === '' || id.name === '') throw missingArgument('execution_id')
  return id
}

/**
 * Checks that a node execution is named (flyteadmin `ValidateNodeExecutionIdentifier`).
 *
 * @throws InvalidArgument `missing id|execution_id|node_id|project|domain|name`
 */
export function checkNodeId(id: NodeExecutionIdentifier | undefined): NodeId {
  if (id === undefined) throw missingArgument('id')
  const { executionId, nodeId } = id
  if (executionId === undefined) throw missingArgument('execution_id')
  checkText(nodeId, 'node_id')
  return { executionId: checkExecutionId(executionId), nodeId }
}

/**
 * Checks that an attempt is named; a task id without a type is a TASK's (flyteadmin `ValidateTaskExecutionIdentifier`).
 *
 * @throws InvalidArgument
 */
export function checkAttemptId(id: TaskExecutionIdentifier | undefined): AttemptId {
  if (id === undefined) throw missingArgument('id')
  return attemptId(id, checkReference)
}

/**
 * As `checkAttemptId` for the attempt that an event reports, whose task id has to say that it is a TASK's.
 *
 * @throws InvalidArgument
 */
export function checkReportedAttempt(id: Omit<TaskExecutionIdentifier, '$typeName'>): AttemptId {
  return attemptId(id, checkIdentifier)
}

function attemptId(
  { taskId, nodeExecutionId, retryAttempt }: Omit<TaskExecutionIdentifier, '$typeName'>,
  check: typeof checkIdentifier,
): AttemptId {
  if (nodeExecutionId === undefined) throw missingArgument('node_execution_id')
  const node = checkNodeId(nodeExecutionId)
  if (taskId === undefined) throw missingArgument('task_id')
  return { taskId: check(taskId, ResourceType.TASK), nodeExecutionId: node, retryAttempt }
}
