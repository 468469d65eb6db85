import { create, fromBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  ExecutionCreateRequestSchema,
  type ExecutionCreateResponse,
  type ExecutionMetadata,
  ExecutionMetadata_ExecutionMode as Mode,
  ExecutionMetadataSchema,
  type ExecutionRecoverRequest,
  type ExecutionRelaunchRequest,
  type ExecutionSpec,
  ExecutionSpecSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { WorkflowExecutionIdentifier } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { Caller, ControlPlane } from '../control-plane'
import type { RowOf } from '../store/columns'
import { announce, storeExecution } from './create-execution'
import { checkExecutionId } from './execution-ids'
import { executionRow } from './execution-rows'

/**
 * Runs an execution again, in whatever phase it is: same specification, same inputs as given, all checks anew (admin.md §8.5).
 *
 * @throws InvalidArgument, NotFound, AlreadyExists as `createExecution`; Internal when its inputs cannot be read
 */
export function relaunchExecution(
  cp: ControlPlane,
  request: ExecutionRelaunchRequest,
  caller: Caller,
): ExecutionCreateResponse {
  return repeat(cp, request, caller, (spec, metadata) => ({
    ...spec,
    metadata: { ...metadata, mode: Mode.RELAUNCH },
    overwriteCache: request.overwriteCache,
  }))
}

/**
 * Runs an execution again, taking over what its nodes achieved. Otherwise as `relaunchExecution` (admin.md §8.5).
 *
 * @throws InvalidArgument, NotFound, AlreadyExists as `createExecution`; Internal when its inputs cannot be read
 */
export function recoverExecution(
  cp: ControlPlane,
  request: ExecutionRecoverRequest,
  caller: Caller,
): ExecutionCreateResponse {
  return repeat(cp, request, caller, (spec, metadata) => ({
    ...spec,
    metadata: {
      ...metadata,
      mode: Mode.RECOVERED,
      parentNodeExecution:
        request.metadata === undefined ? metadata.parentNodeExecution : request.metadata.parentNodeExecution,
    },
  }))
}

function repeat(
  cp: ControlPlane,
  request: { readonly id?: WorkflowExecutionIdentifier | undefined; readonly name: string },
  caller: Caller,
  change: (spec: ExecutionSpec, metadata: ExecutionMetadata) => ExecutionSpec,
): ExecutionCreateResponse {
  const id = checkExecutionId(request.id)
  const stored = cp.db.transaction(() => {
    const row = executionRow(cp.db, id)
    const spec = fromBinary(ExecutionSpecSchema, row.spec)
    const metadata = { ...(spec.metadata ?? create(ExecutionMetadataSchema)), referenceExecution: id }
    const again = create(ExecutionCreateRequestSchema, {
      project: id.project,
      domain: id.domain,
      name: request.name,
      spec: change(spec, metadata),
      inputs: givenInputs(cp, row),
    })
    return storeExecution(cp, again, caller, row.id)
  })
  return announce(cp, stored)
}

/** The inputs of an execution as they were given. Unlike reads of data this must not lose any. */
function givenInputs(cp: ControlPlane, row: RowOf<'executions'>): LiteralMap {
  try {
    const bytes = cp.blobs.read(row.user_inputs_uri)
    if (bytes === undefined) throw new Error('not found')
    return fromBinary(LiteralMapSchema, bytes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConnectError(`Unable to read inputs from location ${row.user_inputs_uri} : ${reason}`, Code.Internal)
  }
}
