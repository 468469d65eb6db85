import { create } from '@bufbuild/protobuf'
import {
  type NodeExecutionClosure,
  NodeExecutionClosureSchema,
  type NodeExecutionMetaData,
  NodeExecutionMetaDataSchema,
  TaskNodeMetadataSchema,
  WorkflowNodeMetadataSchema,
} from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import { NodeExecution_Phase as NodePhase } from '../../src/api/gen/flyteidl/core/execution_pb'
import type { NodeExecutionEvent } from '../../src/api/gen/flyteidl/event/event_pb'
import type { Outcome } from './event-outcome'
import { durationOf, nanosOf, reportTime } from './event-times'
import { isEndOfNode } from './phases'

/**
 * Closure of a node after its first event (flyteadmin `CreateNodeExecutionModel`, admin.md §9.2). A child execution and a dynamic job spec count
 * only in later events.
 *
 * @param outcome the event's outcome; counts only when its phase is an end
 */
export function firstNodeClosure(event: NodeExecutionEvent, outcome: Outcome): NodeExecutionClosure {
  const closure = create(NodeExecutionClosureSchema, {
    phase: event.phase,
    createdAt: event.occurredAt,
    updatedAt: reportTime(event),
  })
  startOrEnd(closure, event, outcome)
  addTaskNodeMetadata(closure, event)
  return closure
}

/**
 * Brings a later event into the closure, in place (flyteadmin `UpdateNodeExecutionModel`, admin.md §9.2). The caller has judged that the event may come.
 *
 * @param outcome the event's outcome; counts only when its phase is an end
 */
export function applyNodeEvent(closure: NodeExecutionClosure, event: NodeExecutionEvent, outcome: Outcome): void {
  closure.phase = event.phase
  closure.updatedAt = reportTime(event)
  startOrEnd(closure, event, outcome)
  const target = event.targetMetadata
  if (target.case === 'workflowNodeMetadata' && closure.targetMetadata.case !== 'workflowNodeMetadata') {
    const { executionId } = target.value
    closure.targetMetadata = {
      case: 'workflowNodeMetadata',
      value: create(WorkflowNodeMetadataSchema, executionId === undefined ? {} : { executionId }),
    }
  }
  addTaskNodeMetadata(closure, event)
  if (target.case === 'taskNodeMetadata' && target.value.dynamicWorkflow !== undefined) {
    closure.dynamicJobSpecUri = target.value.dynamicWorkflow.dynamicJobSpecUri
  }
}

/** What the first event says about a node for good. */
export function firstNodeMetadata(event: NodeExecutionEvent): NodeExecutionMetaData {
  return create(NodeExecutionMetaDataSchema, {
    retryGroup: event.retryGroup,
    specNodeId: event.specNodeId,
    isParentNode: event.isParent,
    isDynamic: event.isDynamic,
    isArray: event.isArray,
  })
}

/** A later event can only add to the kinds that a node is; false when it adds none. */
export function applyNodeKinds(metadata: NodeExecutionMetaData, event: NodeExecutionEvent): boolean {
  const { isParentNode, isDynamic, isArray } = metadata
  metadata.isParentNode ||= event.isParent
  metadata.isDynamic ||= event.isDynamic
  metadata.isArray ||= event.isArray
  return isParentNode !== metadata.isParentNode || isDynamic !== metadata.isDynamic || isArray !== metadata.isArray
}

function startOrEnd(closure: NodeExecutionClosure, event: NodeExecutionEvent, outcome: Outcome): void {
  const ends = isEndOfNode(event.phase)
  if (event.phase === NodePhase.RUNNING) closure.startedAt = event.occurredAt
  if (event.phase === NodePhase.RUNNING || ends) closure.deckUri = event.deckUri
  if (!ends) return
  const started = nanosOf(closure.startedAt)
  const ended = nanosOf(event.occurredAt)
  if (started !== undefined && ended !== undefined) closure.duration = durationOf(ended - started)
  if (outcome.case !== undefined) closure.outputResult = outcome
}

function addTaskNodeMetadata(closure: NodeExecutionClosure, event: NodeExecutionEvent): void {
  if (event.targetMetadata.case !== 'taskNodeMetadata') return
  const { cacheStatus, catalogKey, checkpointUri } = event.targetMetadata.value
  closure.targetMetadata = {
    case: 'taskNodeMetadata',
    value: create(
      TaskNodeMetadataSchema,
      catalogKey === undefined ? { checkpointUri } : { checkpointUri, cacheStatus, catalogKey },
    ),
  }
}
