import { create, fromBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type WorkflowExecutionGetMetricsRequest,
  type WorkflowExecutionGetMetricsResponse,
  WorkflowExecutionGetMetricsResponseSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from '../../src/api/gen/flyteidl/core/compiler_pb'
import type { Identifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import type { ControlPlane } from '../control-plane'
import type { RowOf } from '../store/columns'
import type { Database } from '../store/database'
import { checkExecutionId } from './execution-ids'
import { executionKey, executionOf, executionRow, findExecutionRow } from './execution-rows'
import { executionSpan, type RunReader, UnknownNodeError } from './execution-spans'
import { dynamicWorkflowOf } from './node-executions'
import { findNodeRow, nodeExecutionOf, nodeKey } from './node-rows'
import { taskExecutionOf } from './task-rows'

/**
 * Where the time of an execution went, as a tree of spans down to `depth` levels (admin.md §8.6).
 *
 * @throws InvalidArgument, NotFound; Internal when a reported node is not in the workflow, or a dynamic workflow cannot be read
 */
export function getExecutionMetrics(
  cp: ControlPlane,
  request: WorkflowExecutionGetMetricsRequest,
): WorkflowExecutionGetMetricsResponse {
  const execution = executionOf(executionRow(cp.db, checkExecutionId(request.id)))
  try {
    const span = executionSpan(readerOf(cp), execution, request.depth)
    return create(WorkflowExecutionGetMetricsResponseSchema, { span })
  } catch (error) {
    if (error instanceof UnknownNodeError) throw new ConnectError(error.message, Code.Internal)
    throw error
  }
}

function readerOf({ db, blobs }: ControlPlane): RunReader {
  return {
    execution: (id) => {
      const row = findExecutionRow(db, id)
      return row && executionOf(row)
    },
    workflow: (id) => compiledWorkflow(db, id),
    nodes: (id, parentNodeId) => {
      const key = executionKey(id)
      const inExecution = 'execution_project = ? AND execution_domain = ? AND execution_name = ?'
      const parent =
        parentNodeId === undefined
          ? 'parent_id IS NULL AND parent_task_execution_id IS NULL'
          : `parent_id = (SELECT id FROM node_executions WHERE ${inExecution} AND node_id = ?)`
      const name = [key.execution_project, key.execution_domain, key.execution_name]
      const rows = db.all(
        `SELECT * FROM node_executions WHERE ${inExecution} AND ${parent} ORDER BY id`,
        parentNodeId === undefined ? name : [...name, ...name, parentNodeId],
      ) as RowOf<'node_executions'>[]
      return rows.map((row) => nodeExecutionOf(row, false))
    },
    tasks: (id) => {
      if (id.executionId === undefined) return []
      const key = nodeKey({ executionId: id.executionId, nodeId: id.nodeId })
      const rows = db.all(
        `SELECT * FROM task_executions WHERE execution_project = ? AND execution_domain = ? AND execution_name = ? AND node_id = ?
         ORDER BY task_execution_created_at, id`,
        [key.execution_project, key.execution_domain, key.execution_name, key.node_id],
      ) as RowOf<'task_executions'>[]
      return rows.map((row) => taskExecutionOf(row, false))
    },
    dynamicWorkflow: (id) => {
      const row = id.executionId && findNodeRow(db, { executionId: id.executionId, nodeId: id.nodeId })
      return row && dynamicWorkflowOf(blobs, row)
    },
  }
}

function compiledWorkflow(db: Database, id: Identifier): CompiledWorkflowClosure | undefined {
  const row = db.get(
    `SELECT c.closure AS closure FROM workflows w JOIN workflow_closures c ON c.workflow_id = w.id
     WHERE w.project = ? AND w.domain = ? AND w.name = ? AND w.version = ?`,
    [id.project, id.domain, id.name, id.version],
  )
  return row?.closure instanceof Uint8Array ? fromBinary(CompiledWorkflowClosureSchema, row.closure) : undefined
}
