import { create, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type ExecutionClosure,
  ExecutionClosureSchema,
  type ExecutionCreateRequest,
  type ExecutionCreateResponse,
  ExecutionCreateResponseSchema,
  ExecutionMetadataSchema,
  type ExecutionSpec,
  ExecutionSpecSchema,
  SystemMetadataSchema,
} from '../../src/api/gen/flyteidl/admin/execution_pb'
import {
  type ExecutionError,
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
  WorkflowExecution_Phase as Phase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import {
  type NodeExecutionIdentifier,
  ResourceType,
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from '../../src/api/gen/flyteidl/core/identifier_pb'
import { type LiteralMap, LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import type { Caller, ControlPlane } from '../control-plane'
import type { RowOf } from '../store/columns'
import { insert, isUniqueViolation } from '../store/database'
import { executionConfigs } from './attributes'
import { checkExecution } from './check-execution'
import { duplicateKey } from './errors'
import { timestampAt } from './event-times'
import { type ParentExecution, parentOf } from './execution-parent'
import { mergeInputs } from './execution-inputs'
import { executionKey } from './execution-rows'
import { resolveNotifications, resolveSettings } from './execution-settings'
import { checkConcurrency, launchPlanTarget, type LaunchTarget } from './launch-target'
import { enumName } from './phases'
import { randomName } from './random-name'
import { taskTarget } from './single-task'

/**
 * Stores a new execution of a launch plan or a single task, with phase UNDEFINED (admin.md §8.1 to §8.4). Events move it from there.
 *
 * @throws InvalidArgument; NotFound when the launch plan, the task or the parent node is absent; AlreadyExists when the name is taken or the launch
 *   plan's policy allows no further execution; Internal when a single task cannot run on the cluster that it asks for
 */
export function createExecution(
  cp: ControlPlane,
  request: ExecutionCreateRequest,
  caller: Caller,
): ExecutionCreateResponse {
  return announce(
    cp,
    cp.db.transaction(() => storeExecution(cp, request, caller)),
  )
}

/** An execution that has just been stored. */
interface StoredExecution {
  readonly id: WorkflowExecutionIdentifier
  readonly phase: Phase
  readonly parent: NodeExecutionIdentifier | undefined
}

/** Tells the engine of a stored execution, after the transaction, and makes the response. */
export function announce(cp: ControlPlane, { id, phase, parent }: StoredExecution): ExecutionCreateResponse {
  if (phase === Phase.FAILED) cp.engine?.executionEnded(id, parent)
  else cp.engine?.executionCreated(id)
  return create(ExecutionCreateResponseSchema, { id })
}

/**
 * As `createExecution`, inside the caller's transaction.
 *
 * @param source row of the execution that this one repeats; 0 for none
 */
export function storeExecution(
  cp: ControlPlane,
  request: ExecutionCreateRequest,
  caller: Caller,
  source = 0n,
): StoredExecution {
  const { spec: requested, reference } = checkExecution(cp.db, request)
  const ofTask = reference.resourceType === ResourceType.TASK
  const target = ofTask ? taskTarget(cp, reference) : launchPlanTarget(cp.db, reference)
  const given = request.inputs !== undefined && hasLiterals(request.inputs) ? request.inputs : requested.inputs
  const inputs = mergeInputs(given, target.plan?.fixedInputs, target.expectedInputs)
  checkConcurrency(cp.db, reference, target.plan)

  const { project, domain } = request
  const name = request.name === '' ? `a${randomName(19)}` : request.name
  const id = create(WorkflowExecutionIdentifierSchema, { project, domain, name })
  const parent = parentOf(cp.db, requested.metadata)
  const spec = storedSpec(cp, id, requested, target, parent, caller)
  const refusal = clusterRefusal(spec)
  if (refusal !== undefined && ofTask) throw new ConnectError(refusal.message, Code.Internal)
  const closure = firstClosure(cp, spec, target, refusal)
  const blobs = inputBlobs(cp, id, inputs, given)
  insertRow(cp, id, {
    phase: enumName(Phase, closure.phase),
    spec: toBinary(ExecutionSpecSchema, spec),
    closure: toBinary(ExecutionClosureSchema, closure),
    launch_plan_id: target.launchPlanRow,
    workflow_id: target.workflowRow,
    task_id: target.taskRow,
    launch_entity: ofTask ? 'task' : 'launch_plan',
    mode: BigInt(spec.metadata?.mode ?? 0),
    user: spec.metadata?.principal ?? '',
    source_execution_id: source === 0n ? (parent?.executionRow ?? 0n) : source,
    parent_node_execution_id: parent?.nodeRow ?? 0n,
    inputs_uri: blobs.inputs.uri,
    user_inputs_uri: blobs.userInputs.uri,
    error_kind: refusal === undefined ? null : enumName(ErrorKind, refusal.kind),
    error_code: refusal?.code ?? null,
  })
  // After the insertion: an execution of that name that is there already keeps its inputs.
  for (const { uri, content } of new Set(Object.values(blobs))) cp.blobs.write(uri, content)
  if (!ofTask) insertTags(cp, id, spec)
  return { id, phase: closure.phase, parent: spec.metadata?.parentNodeExecution }
}

/** The request's specification with what the server decides (admin.md §8.4); the rest of the settings stays as it was sent. */
function storedSpec(
  cp: ControlPlane,
  id: WorkflowExecutionIdentifier,
  requested: ExecutionSpec,
  target: LaunchTarget,
  parent: ParentExecution | undefined,
  caller: Caller,
): ExecutionSpec {
  const { project, domain } = id
  const workflow = target.plan?.workflowId?.name ?? ''
  const attributes = executionConfigs(cp.db, project, domain, workflow)
  const { maxParallelism, securityContext } = resolveSettings(requested, target.plan, attributes)
  const metadata = requested.metadata ?? create(ExecutionMetadataSchema)
  return {
    ...requested,
    metadata: {
      ...metadata,
      principal: parent?.principal ?? caller.subject,
      nesting: parent?.nesting ?? metadata.nesting,
      systemMetadata: create(SystemMetadataSchema, { namespace: `${project}-${domain}` }),
    },
    securityContext,
    maxParallelism: target.plan === undefined ? requested.maxParallelism : maxParallelism,
    executionClusterLabel: parent?.executionClusterLabel ?? requested.executionClusterLabel,
  }
}

/** Why the one cluster that there is refuses an execution: it has no label. */
function clusterRefusal(spec: ExecutionSpec): ExecutionError | undefined {
  const label = spec.executionClusterLabel?.value ?? ''
  if (label === '') return undefined
  const reason = `execution cluster label ${label} is not supported`
  return create(ExecutionErrorSchema, {
    code: 'Internal',
    message: `failed to create workflow in propeller ${reason}`,
    kind: ErrorKind.SYSTEM,
  })
}

function firstClosure(
  cp: ControlPlane,
  spec: ExecutionSpec,
  target: LaunchTarget,
  refusal: ExecutionError | undefined,
): ExecutionClosure {
  const now = timestampAt(cp.now())
  return create(ExecutionClosureSchema, {
    createdAt: now,
    updatedAt: now,
    workflowId: target.workflowId,
    notifications: resolveNotifications(spec, target.plan),
    stateChangeDetails: { principal: spec.metadata?.principal ?? '', occurredAt: now },
    ...(refusal && { phase: Phase.FAILED, outputResult: { case: 'error', value: refusal } }),
  })
}

/** The inputs that it runs with and those that were given; one blob when they are the same. */
function inputBlobs(
  cp: ControlPlane,
  id: WorkflowExecutionIdentifier,
  merged: LiteralMap,
  given: LiteralMap | undefined,
) {
  const content = toBinary(LiteralMapSchema, merged)
  const asGiven = given === undefined ? new Uint8Array() : toBinary(LiteralMapSchema, given)
  const inputs = { uri: cp.blobs.metadataUri(id, 'inputs'), content }
  if (Buffer.compare(content, asGiven) === 0) return { inputs, userInputs: inputs }
  return { inputs, userInputs: { uri: cp.blobs.metadataUri(id, 'user_inputs'), content: asGiven } }
}

function insertRow(cp: ControlPlane, id: WorkflowExecutionIdentifier, row: Partial<RowOf<'executions'>>): void {
  const now = cp.now()
  try {
    insert(cp.db, 'executions', {
      created_at: now,
      updated_at: now,
      execution_created_at: now,
      execution_updated_at: now,
      ...executionKey(id),
      ...row,
    })
  } catch (error) {
    throw isUniqueViolation(error) ? duplicateKey('executions') : error
  }
}

/** Labels and tags, for filters on them. */
function insertTags(cp: ControlPlane, id: WorkflowExecutionIdentifier, spec: ExecutionSpec): void {
  const now = cp.now()
  const tags = [...Object.entries(spec.labels?.values ?? {}), ...spec.tags.map((tag): [string, string] => [tag, ''])]
  for (const [key, value] of tags) {
    insert(cp.db, 'execution_tags', { created_at: now, updated_at: now, ...executionKey(id), key, value })
  }
}

function hasLiterals(map: LiteralMap): boolean {
  return Object.keys(map.literals).length > 0
}
