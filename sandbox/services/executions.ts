import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
  type Execution,
  ExecutionClosureSchema,
  type ExecutionList,
  ExecutionListSchema,
  ExecutionStateChangeDetailsSchema,
  type ExecutionTerminateRequest,
  type ExecutionTerminateResponse,
  ExecutionTerminateResponseSchema,
  type ExecutionUpdateRequest,
  type ExecutionUpdateResponse,
  ExecutionUpdateResponseSchema,
  type WorkflowExecutionGetDataRequest,
  type WorkflowExecutionGetDataResponse,
  WorkflowExecutionGetDataResponseSchema,
  type WorkflowExecutionGetRequest,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import { type ResourceListRequest, UrlBlobSchema } from '../../src/api/gen/flyteidl/admin/common_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { Caller, ControlPlane } from '../control-plane'
import { missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { update } from '../store/database'
import { equals, listRows, parseListFilters } from '../store/list-rows'
import { checkLimit, checkText } from './check-identifiers'
import { alreadyEnded } from './event-refusals'
import { timestampAt } from './event-times'
import { applyTermination, shortenError } from './execution-closure'
import { checkExecutionId } from './execution-ids'
import { executionOf, executionRow } from './execution-rows'
import { readLiterals } from './literal-blobs'
import { enumName, enumValue, isEndOfWorkflow } from './phases'

/**
 * One execution.
 *
 * @throws InvalidArgument, NotFound
 */
export function getExecution(cp: ControlPlane, request: WorkflowExecutionGetRequest): Execution {
  return executionOf(executionRow(cp.db, checkExecutionId(request.id)))
}

/**
 * The executions of a project and domain; a name in the id selects that one. Archived ones are left out unless a filter speaks of `state`. Error messages are
 * cut and inputs left out (admin.md §8.6).
 *
 * @throws InvalidArgument
 */
export function listExecutions(cp: ControlPlane, request: ResourceListRequest): ExecutionList {
  const { id, limit, token, sortBy } = request
  if (id === undefined) throw missingArgument('id')
  checkText(id.project, 'project')
  checkText(id.domain, 'domain')
  checkLimit(limit)
  const filters = parseListFilters(request.filters, 'execution', cp.now())
  const page = listRows(cp.db, 'execution', {
    where: [
      equals('e.execution_project', id.project),
      equals('e.execution_domain', id.domain),
      ...(id.name === '' ? [] : [equals('e.execution_name', id.name)]),
      ...(filters.some(({ column }) => column === 'state') ? [] : [equals('e.state', 0n)]),
    ],
    filters,
    sort: sortBy,
    limit,
    token,
    rpc: 'ListExecutions',
  })
  return create(ExecutionListSchema, { executions: page.rows.map(listedExecution), token: page.token })
}

function listedExecution(row: RowOf<'executions'>): Execution {
  const execution = executionOf(row)
  if (execution.spec !== undefined) execution.spec.inputs = undefined
  if (execution.closure !== undefined) execution.closure.computedInputs = undefined
  shortenError(execution.closure)
  return execution
}

/**
 * Archives an execution or brings it back; its phase does not matter.
 *
 * @throws InvalidArgument, NotFound
 */
export function updateExecution(
  cp: ControlPlane,
  request: ExecutionUpdateRequest,
  caller: Caller,
): ExecutionUpdateResponse {
  const id = checkExecutionId(request.id)
  cp.db.transaction(() => {
    const row = executionRow(cp.db, id)
    const closure = fromBinary(ExecutionClosureSchema, row.closure)
    const now = cp.now()
    closure.stateChangeDetails = create(ExecutionStateChangeDetailsSchema, {
      state: request.state,
      principal: caller.subject,
      occurredAt: timestampAt(now),
    })
    update(cp.db, 'executions', row.id, {
      updated_at: now,
      state: BigInt(request.state),
      closure: toBinary(ExecutionClosureSchema, closure),
    })
  })
  return create(ExecutionUpdateResponseSchema)
}

/**
 * Asks for the end of an execution: it is ABORTING at once; who runs it then reports ABORTED (admin.md §8.7). Asking again replaces the cause.
 *
 * @throws InvalidArgument, NotFound; FailedPrecondition when it has ended
 */
export function terminateExecution(
  cp: ControlPlane,
  request: ExecutionTerminateRequest,
  caller: Caller,
): ExecutionTerminateResponse {
  const id = checkExecutionId(request.id)
  cp.db.transaction(() => {
    const row = executionRow(cp.db, id)
    if (isEndOfWorkflow(enumValue(Phase, row.phase))) {
      throw alreadyEnded('Cannot abort an already terminated workflow execution', row.phase)
    }
    const closure = fromBinary(ExecutionClosureSchema, row.closure)
    applyTermination(closure, request.cause, caller.subject)
    update(cp.db, 'executions', row.id, {
      updated_at: cp.now(),
      phase: enumName(Phase, closure.phase),
      abort_cause: request.cause,
      closure: toBinary(ExecutionClosureSchema, closure),
    })
  })
  cp.engine?.executionTerminated(id)
  return create(ExecutionTerminateResponseSchema)
}

/**
 * Inputs and outputs of an execution. Data that cannot be read is empty (admin.md §8.6).
 *
 * @throws InvalidArgument, NotFound
 */
export function getExecutionData(
  cp: ControlPlane,
  request: WorkflowExecutionGetDataRequest,
): WorkflowExecutionGetDataResponse {
  const row = executionRow(cp.db, checkExecutionId(request.id))
  return create(WorkflowExecutionGetDataResponseSchema, {
    inputs: create(UrlBlobSchema),
    outputs: create(UrlBlobSchema),
    fullInputs: readLiterals(cp.blobs, row.inputs_uri),
    fullOutputs: outputsOf(cp, row),
  })
}

function outputsOf(cp: ControlPlane, row: RowOf<'executions'>): LiteralMap {
  const { outputResult } = fromBinary(ExecutionClosureSchema, row.closure)
  const data = outputResult.case === 'outputs' ? outputResult.value.data : undefined
  return data?.case === 'uri' ? readLiterals(cp.blobs, data.value) : create(LiteralMapSchema)
}
