import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type NodeExecutionEventRequest,
  type NodeExecutionEventResponse,
  NodeExecutionEventResponseSchema,
} from '../../src/api/gen/flyteidl/admin/event_pb'
import {
  type NodeExecutionClosure,
  NodeExecutionClosureSchema,
  NodeExecutionMetaDataSchema,
} from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import { CatalogCacheStatus } from '../../src/api/gen/flyteidl/core/catalog_pb'
import { CompiledWorkflowClosureSchema } from '../../src/api/gen/flyteidl/core/compiler_pb'
import {
  ExecutionError_ErrorKind as ErrorKind,
  NodeExecution_Phase as Phase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  NodeExecutionIdentifierSchema,
  WorkflowExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { NodeExecutionEvent } from '../../src/api/gen/flyteidl/event/event_pb'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { insert, update } from '../store/database'
import { alreadyEnded, checkProducer } from './event-refusals'
import { columnNanos, nanosOf, nanosOfDuration, reportTime } from './event-times'
import { checkAttemptId, checkExecutionId, checkNodeId, type NodeId } from './execution-ids'
import { executionCluster, executionNotFound } from './execution-rows'
import { applyNodeEvent, applyNodeKinds, firstNodeClosure, firstNodeMetadata } from './node-closure'
import { findNodeRow, internalDataOf, nodeKey, nodeRow } from './node-rows'
import { offload, offloadedOutcome } from './offload'
import { enumName, enumValue, isEndOfNode, judgeNodeEvent } from './phases'
import { taskRow } from './task-rows'

/**
 * Records a node's new phase and what the event carries; the first event makes the node execution (admin.md §9.2). The workflow's own phase does not matter.
 *
 * @throws InvalidArgument without a full id; NotFound when the execution, parent or child execution is absent; AlreadyExists when the phase is recorded
 *   already; FailedPrecondition when the node has ended or the execution belongs to another sender; Internal without a time
 */
export function createNodeEvent(cp: ControlPlane, request: NodeExecutionEventRequest): NodeExecutionEventResponse {
  const { event } = request
  if (event === undefined) throw missingArgument('event')
  const id = checkNodeId(event.id)
  cp.db.transaction(() => {
    const cluster = executionCluster(cp.db, id.executionId)
    if (cluster === undefined) {
      const text = protoText(WorkflowExecutionIdentifierSchema, id.executionId)
      const cause = executionNotFound(id.executionId).rawMessage
      throw new ConnectError(`Failed to get existing execution id: [${text}] with err: ${cause}`, Code.NotFound)
    }
    checkProducer(cluster, event.producerId)
    const row = findNodeRow(cp.db, id)
    if (row === undefined) first(cp, id, event)
    else next(cp, id, event, row)
  })
  return create(NodeExecutionEventResponseSchema)
}

function first(cp: ControlPlane, id: NodeId, event: NodeExecutionEvent): void {
  const times = timesOf(event)
  const parent = parentOf(cp, id, event)
  const closure = firstNodeClosure(event, outcomeOf(cp, id, event))
  const now = cp.now()
  insert(cp.db, 'node_executions', {
    created_at: now,
    updated_at: now,
    ...nodeKey(id),
    ...parent,
    input_uri: inputUriOf(cp, id, event),
    node_execution_created_at: times.occurredAt,
    node_execution_metadata: toBinary(NodeExecutionMetaDataSchema, firstNodeMetadata(event)),
    internal_data: internalDataOf(event.eventVersion),
    ...columnsOf(cp, id, event, closure, times),
  })
}

function next(cp: ControlPlane, id: NodeId, event: NodeExecutionEvent, row: RowOf<'node_executions'>): void {
  checkPhaseChange(row, event, id)
  const times = timesOf(event)
  checkChild(cp, event)
  const closure = fromBinary(NodeExecutionClosureSchema, row.closure)
  applyNodeEvent(closure, event, outcomeOf(cp, id, event))
  const changes: Partial<RowOf<'node_executions'>> = {
    updated_at: cp.now(),
    ...columnsOf(cp, id, event, closure, times),
  }
  const metadata = fromBinary(NodeExecutionMetaDataSchema, row.node_execution_metadata)
  if (applyNodeKinds(metadata, event)) {
    changes.node_execution_metadata = toBinary(NodeExecutionMetaDataSchema, metadata)
  }
  if (row.input_uri === '') changes.input_uri = inputUriOf(cp, id, event)
  update(cp.db, 'node_executions', row.id, changes)
}

function checkPhaseChange(row: RowOf<'node_executions'>, event: NodeExecutionEvent, id: NodeId): void {
  const verdict = judgeNodeEvent(enumValue(Phase, row.phase), event.phase)
  const requested = enumName(Phase, event.phase)
  if (verdict === 'recorded') {
    const text = protoText(NodeExecutionIdentifierSchema, create(NodeExecutionIdentifierSchema, id))
    throw new ConnectError(`This phase was already recorded ${requested} for ${text}`, Code.AlreadyExists)
  }
  if (verdict === 'ended') {
    throw alreadyEnded(`Invalid phase change from ${row.phase} to ${requested} for node execution ${row.id}`, requested)
  }
}

interface EventTimes {
  readonly occurredAt: bigint
  readonly reportedAt: bigint
}

function timesOf(event: NodeExecutionEvent): EventTimes {
  const occurredAt = nanosOf(event.occurredAt)
  const reportedAt = nanosOf(reportTime(event))
  if (occurredAt === undefined || reportedAt === undefined) {
    throw new ConnectError('failed to read event timestamp', Code.Internal)
  }
  return { occurredAt: columnNanos(occurredAt), reportedAt: columnNanos(reportedAt) }
}

/** Columns that every event writes, besides the closure that they repeat. */
function columnsOf(
  cp: ControlPlane,
  id: NodeId,
  event: NodeExecutionEvent,
  closure: NodeExecutionClosure,
  times: EventTimes,
): Partial<RowOf<'node_executions'>> {
  const columns: Partial<RowOf<'node_executions'>> = {
    phase: enumName(Phase, event.phase),
    closure: toBinary(NodeExecutionClosureSchema, closure),
    node_execution_updated_at: times.reportedAt,
  }
  if (event.phase === Phase.RUNNING) columns.started_at = times.occurredAt
  if (isEndOfNode(event.phase)) {
    if (closure.duration !== undefined) columns.duration = columnNanos(nanosOfDuration(closure.duration))
    if (closure.outputResult.case === 'error') {
      columns.error_kind = enumName(ErrorKind, closure.outputResult.value.kind)
      columns.error_code = closure.outputResult.value.code
    }
  }
  if (event.targetMetadata.case === 'taskNodeMetadata') {
    const { catalogKey, cacheStatus, dynamicWorkflow } = event.targetMetadata.value
    if (catalogKey !== undefined) columns.cache_status = enumName(CatalogCacheStatus, cacheStatus)
    if (dynamicWorkflow?.compiledWorkflow !== undefined) {
      const uri = cp.blobs.metadataUri(id.executionId, id.nodeId, 'dynamic_workflow', dynamicWorkflow.id?.version ?? '')
      cp.blobs.write(uri, toBinary(CompiledWorkflowClosureSchema, dynamicWorkflow.compiledWorkflow))
      columns.dynamic_workflow_remote_closure_reference = uri
    }
  }
  return columns
}

function outcomeOf(cp: ControlPlane, id: NodeId, event: NodeExecutionEvent) {
  if (!isEndOfNode(event.phase)) return { case: undefined }
  const uri = cp.blobs.metadataUri(id.executionId, id.nodeId, 'offloaded_outputs')
  return offloadedOutcome(cp.blobs, uri, event.outputResult)
}

function inputUriOf(cp: ControlPlane, id: NodeId, { inputValue }: NodeExecutionEvent): string {
  if (inputValue.case !== 'inputData') return inputValue.value ?? ''
  return offload(cp.blobs, cp.blobs.metadataUri(id.executionId, id.nodeId, 'offloaded_inputs'), inputValue.value)
}

function parentOf(cp: ControlPlane, id: NodeId, event: NodeExecutionEvent): Partial<RowOf<'node_executions'>> {
  const parent: Partial<RowOf<'node_executions'>> = {}
  if (event.parentTaskMetadata !== undefined) {
    parent.parent_task_execution_id = taskRow(cp.db, checkAttemptId(event.parentTaskMetadata.id)).id
  }
  if (event.parentNodeMetadata !== undefined) {
    parent.parent_id = nodeRow(cp.db, { executionId: id.executionId, nodeId: event.parentNodeMetadata.nodeId }).id
  }
  return parent
}

/** A child execution that a node names has to exist. */
function checkChild(cp: ControlPlane, { targetMetadata }: NodeExecutionEvent): void {
  if (targetMetadata.case !== 'workflowNodeMetadata') return
  const child = checkExecutionId(targetMetadata.value.executionId)
  if (executionCluster(cp.db, child) === undefined) throw executionNotFound(child)
}
