import { create } from '@bufbuild/protobuf'
import { FlyteURLsSchema, UrlBlobSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type TaskExecution,
  type TaskExecutionGetDataRequest,
  type TaskExecutionGetDataResponse,
  TaskExecutionGetDataResponseSchema,
  type TaskExecutionGetRequest,
  type TaskExecutionList,
  type TaskExecutionListRequest,
  TaskExecutionListSchema,
} from '../../src/api/gen/flyteidl/admin/task_execution_pb'
import type { ControlPlane } from '../control-plane'
import { equals, listRows, parseListFilters } from '../store/list-rows'
import { checkLimit } from './check-identifiers'
import { checkAttemptId, checkNodeId } from './execution-ids'
import { flyteUrl } from './flyte-url'
import { readLiterals } from './literal-blobs'
import { makersAmong, taskExecutionOf, taskRow } from './task-rows'

/**
 * One attempt.
 *
 * @throws InvalidArgument, NotFound
 */
export function getTaskExecution(cp: ControlPlane, request: TaskExecutionGetRequest): TaskExecution {
  const row = taskRow(cp.db, checkAttemptId(request.id))
  return taskExecutionOf(row, makersAmong(cp.db, [row]).has(row.id))
}

/**
 * The attempts of a node, with whole error messages. A node that is not there has none (admin.md §10).
 *
 * @throws InvalidArgument
 */
export function listTaskExecutions(cp: ControlPlane, request: TaskExecutionListRequest): TaskExecutionList {
  const { executionId, nodeId } = checkNodeId(request.nodeExecutionId)
  checkLimit(request.limit)
  const { rows, token } = listRows(cp.db, 'taskExecution', {
    where: [
      equals('te.execution_project', executionId.project),
      equals('te.execution_domain', executionId.domain),
      equals('te.execution_name', executionId.name),
      equals('te.node_id', nodeId),
    ],
    filters: parseListFilters(request.filters, 'taskExecution', cp.now()),
    sort: request.sortBy,
    limit: request.limit,
    token: request.token,
    rpc: 'ListTaskExecutions',
  })
  const makers = makersAmong(cp.db, rows)
  return create(TaskExecutionListSchema, {
    taskExecutions: rows.map((row) => taskExecutionOf(row, makers.has(row.id))),
    token,
  })
}

/**
 * Inputs and outputs of an attempt. Data that cannot be read is empty (admin.md §8.6).
 *
 * @throws InvalidArgument, NotFound
 */
export function getTaskExecutionData(
  cp: ControlPlane,
  request: TaskExecutionGetDataRequest,
): TaskExecutionGetDataResponse {
  const id = checkAttemptId(request.id)
  const { closure, inputUri } = taskExecutionOf(taskRow(cp.db, id), false)
  const { executionId, nodeId } = id.nodeExecutionId
  const owner = {
    project: executionId.project,
    domain: executionId.domain,
    execution: executionId.name,
    node: nodeId,
    attempt: id.retryAttempt,
  }
  const outcome = closure?.outputResult
  return create(TaskExecutionGetDataResponseSchema, {
    inputs: create(UrlBlobSchema),
    outputs: create(UrlBlobSchema),
    fullInputs: readLiterals(cp.blobs, inputUri),
    fullOutputs: readLiterals(cp.blobs, outcome?.case === 'outputUri' ? outcome.value : ''),
    flyteUrls: create(FlyteURLsSchema, { inputs: flyteUrl(owner, 'inputs'), outputs: flyteUrl(owner, 'outputs') }),
  })
}
