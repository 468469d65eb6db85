import { create, fromBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { FlyteURLsSchema, UrlBlobSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type DynamicNodeWorkflowResponse,
  DynamicNodeWorkflowResponseSchema,
  type GetDynamicNodeWorkflowRequest,
  type NodeExecution,
  type NodeExecutionForTaskListRequest,
  type NodeExecutionGetDataRequest,
  type NodeExecutionGetDataResponse,
  NodeExecutionGetDataResponseSchema,
  type NodeExecutionGetRequest,
  type NodeExecutionList,
  type NodeExecutionListRequest,
  NodeExecutionListSchema,
} from '../../src/api/gen/flyteidl/admin/node_execution_pb'
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { BlobStore } from '../blobs/blob-store'
import type { ControlPlane } from '../control-plane'
import type { RowOf } from '../store/columns'
import type { Condition } from '../store/filters'
import { equals, listRows, parseListFilters } from '../store/list-rows'
import { shortenError } from './execution-closure'
import { checkLimit } from './check-identifiers'
import { checkAttemptId, checkNodeId, namedExecution } from './execution-ids'
import { flyteUrl } from './flyte-url'
import { readLiterals } from './literal-blobs'
import { eventVersionOf, nodeExecutionOf, nodeRow, parentsAmong } from './node-rows'
import { taskRow } from './task-rows'

/**
 * One node execution. A node with children that no event called a parent (a branch) is shown as one only to senders of old events; lists always show it.
 *
 * @throws InvalidArgument, NotFound
 */
export function getNodeExecution(cp: ControlPlane, request: NodeExecutionGetRequest): NodeExecution {
  const row = nodeRow(cp.db, checkNodeId(request.id))
  return nodeExecutionOf(row, eventVersionOf(row) === 0 && parentsAmong(cp.db, [row]).has(row.id))
}

/**
 * The node executions of an execution's top level, or the direct children of the node with id `unique_parent_id` (admin.md §10).
 *
 * @throws InvalidArgument; NotFound when the parent is absent
 */
export function listNodeExecutions(cp: ControlPlane, request: NodeExecutionListRequest): NodeExecutionList {
  const id = namedExecution(request.workflowExecutionId)
  checkLimit(request.limit)
  if (request.uniqueParentId !== '') {
    const parent = nodeRow(cp.db, { executionId: id, nodeId: request.uniqueParentId })
    return list(cp, 'ListNodeExecutions', request, [equals('ne.parent_id', parent.id)])
  }
  return list(cp, 'ListNodeExecutions', request, [
    equals('ne.execution_project', id.project),
    equals('ne.execution_domain', id.domain),
    equals('ne.execution_name', id.name),
    { sql: 'ne.parent_id IS NULL AND ne.parent_task_execution_id IS NULL', params: [] },
  ])
}

/**
 * The node executions that an attempt made itself: an old way to report dynamic nodes.
 *
 * @throws InvalidArgument; NotFound when the attempt is absent
 */
export function listNodeExecutionsForTask(
  cp: ControlPlane,
  request: NodeExecutionForTaskListRequest,
): NodeExecutionList {
  const id = checkAttemptId(request.taskExecutionId)
  checkLimit(request.limit)
  return list(cp, 'ListNodeExecutionsForTask', request, [equals('ne.parent_task_execution_id', taskRow(cp.db, id).id)])
}

function list(
  cp: ControlPlane,
  rpc: string,
  request: Pick<NodeExecutionListRequest, 'filters' | 'limit' | 'sortBy' | 'token'>,
  where: readonly Condition[],
): NodeExecutionList {
  const page = listRows(cp.db, 'nodeExecution', {
    where,
    filters: parseListFilters(request.filters, 'nodeExecution', cp.now()),
    sort: request.sortBy,
    limit: request.limit,
    token: request.token,
    rpc,
  })
  const parents = parentsAmong(cp.db, page.rows)
  const nodeExecutions = page.rows.map((row) => nodeExecutionOf(row, parents.has(row.id)))
  for (const { closure } of nodeExecutions) shortenError(closure)
  return create(NodeExecutionListSchema, { nodeExecutions, token: page.token })
}

/**
 * Inputs and outputs of a node, and the workflow that it made if it is dynamic. Data that cannot be read is empty (admin.md §8.6).
 *
 * @throws InvalidArgument, NotFound; Internal when the dynamic workflow cannot be read
 */
export function getNodeExecutionData(
  cp: ControlPlane,
  request: NodeExecutionGetDataRequest,
): NodeExecutionGetDataResponse {
  const id = checkNodeId(request.id)
  const row = nodeRow(cp.db, id)
  const { closure, inputUri } = nodeExecutionOf(row, false)
  const { project, domain, name } = id.executionId
  const owner = { project, domain, execution: name, node: id.nodeId, attempt: undefined }
  const compiledWorkflow = dynamicWorkflowOf(cp.blobs, row)
  const outcome = closure?.outputResult
  return create(NodeExecutionGetDataResponseSchema, {
    inputs: create(UrlBlobSchema),
    outputs: create(UrlBlobSchema),
    fullInputs: readLiterals(cp.blobs, inputUri),
    fullOutputs: readLiterals(cp.blobs, outcome?.case === 'outputUri' ? outcome.value : ''),
    dynamicWorkflow: compiledWorkflow && {
      id: compiledWorkflow.primary?.template?.id,
      compiledWorkflow,
      dynamicJobSpecUri: closure?.dynamicJobSpecUri ?? '',
    },
    flyteUrls: create(FlyteURLsSchema, {
      inputs: flyteUrl(owner, 'inputs'),
      outputs: flyteUrl(owner, 'outputs'),
      deck: closure === undefined || closure.deckUri === '' ? '' : flyteUrl(owner, 'deck'),
    }),
  })
}

/**
 * The workflow that a dynamic node made.
 *
 * @throws InvalidArgument; NotFound when the node is absent or made none; Internal when it cannot be read
 */
export function getDynamicNodeWorkflow(
  cp: ControlPlane,
  request: GetDynamicNodeWorkflowRequest,
): DynamicNodeWorkflowResponse {
  const compiledWorkflow = dynamicWorkflowOf(cp.blobs, nodeRow(cp.db, checkNodeId(request.id)))
  if (compiledWorkflow === undefined) throw new ConnectError('node does not contain dynamic workflow', Code.NotFound)
  return create(DynamicNodeWorkflowResponseSchema, { compiledWorkflow })
}

/** The compiled workflow that a dynamic node's row refers to; undefined for other nodes. Throws Internal when it cannot be read. */
export function dynamicWorkflowOf(
  blobs: BlobStore,
  row: RowOf<'node_executions'>,
): CompiledWorkflowClosure | undefined {
  const uri = row.dynamic_workflow_remote_closure_reference
  if (uri === '') return undefined
  let closure: CompiledWorkflowClosure
  try {
    closure = fromBinary(CompiledWorkflowClosureSchema, blobs.read(uri) ?? new Uint8Array())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConnectError(`Unable to read WorkflowClosure from location ${uri} : ${reason}`, Code.Internal)
  }
  if (closure.primary === undefined) {
    throw new ConnectError('Empty primary workflow definition in loaded dynamic workflow model.', Code.Internal)
  }
  if (closure.primary.template === undefined) {
    throw new ConnectError('Empty primary workflow template in loaded dynamic workflow model.', Code.Internal)
  }
  return closure
}
