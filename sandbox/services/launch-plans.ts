import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { AnySchema } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError } from '@connectrpc/connect'
import type {
  NamedEntityIdentifierList,
  NamedEntityIdentifierListRequest,
  ObjectGetRequest,
  ResourceListRequest,
} from '../../src/api/gen/flyteidl/admin/common_pb'
import {
  type ActiveLaunchPlanListRequest,
  type ActiveLaunchPlanRequest,
  type LaunchPlan,
  LaunchPlanClosureSchema,
  type LaunchPlanCreateRequest,
  type LaunchPlanCreateResponse,
  LaunchPlanCreateResponseSchema,
  type LaunchPlanList,
  LaunchPlanListSchema,
  LaunchPlanSchema,
  type LaunchPlanSpec,
  LaunchPlanSpecSchema,
  LaunchPlanState,
  type LaunchPlanUpdateRequest,
  type LaunchPlanUpdateResponse,
  LaunchPlanUpdateResponseSchema,
} from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import type { Schedule } from '../../src/api/gen/flyteidl/admin/schedule_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { type TypedInterface, TypedInterfaceSchema } from '../../src/api/gen/flyteidl/core/interface_pb'
import type { ControlPlane } from '../control-plane'
import { protoText } from '../proto-text'
import { invalidArgument, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { insert, update } from '../store/database'
import { equals, listRows } from '../store/list-rows'
import { orderBy, offsetOf } from '../store/paging'
import { checkIdentifier, checkLimit, checkNamedEntityId, checkReference, checkText } from './check-identifiers'
import { checkLabels } from './check-labels'
import { checkLiterals, checkParameters } from './check-literals'
import { checkNotifications } from './check-notifications'
import { checkProjectAndDomain } from './check-project'
import { checkSchedule } from './check-schedule'
import { listVersions, namesOf } from './entity-lists'
import { differentExists, identicalExists } from './errors'
import { expectedInputs } from './expected-inputs'
import { findLaunchPlanRow, launchPlanOf, launchPlanRow } from './launch-plan-rows'
import { enumName } from './phases'
import { hasSameDefaults } from './same-defaults'
import { structureDifference } from './structure-difference'
import { structureDigest } from './structure-digest'
import { workflowRow } from './workflows'

/**
 * Registers a version of a launch plan, inactive. The workflow is looked up before anything else of the request is (admin.md §6).
 *
 * @throws InvalidArgument; NotFound for an unknown workflow; AlreadyExists
 */
export function createLaunchPlan(cp: ControlPlane, request: LaunchPlanCreateRequest): LaunchPlanCreateResponse {
  cp.db.transaction(() => {
    const workflow = workflowRow(cp.db, checkIdentifier(request.spec?.workflowId, ResourceType.WORKFLOW))
    const plan = checkedPlan(cp, request, fromBinary(TypedInterfaceSchema, workflow.typed_interface))
    storeLaunchPlan(cp, plan, workflow.id)
  })
  return create(LaunchPlanCreateResponseSchema)
}

/** A launch plan of which every part that is stored is there. */
interface WholePlan extends LaunchPlan {
  readonly id: Identifier
  readonly spec: LaunchPlanSpec
}

function checkedPlan(cp: ControlPlane, request: LaunchPlanCreateRequest, workflow: TypedInterface): WholePlan {
  const id = checkIdentifier(request.id, ResourceType.LAUNCH_PLAN)
  checkProjectAndDomain(cp.db, id.project, id.domain)
  if (request.spec === undefined) throw missingArgument('spec')
  const { labels, fixedInputs, defaultInputs, entityMetadata } = request.spec
  checkLabels(labels)
  checkLiterals(fixedInputs, 'fixed_inputs')
  checkParameters(defaultInputs, 'default_inputs')
  const expected = expectedInputs(workflow, request.spec)
  checkSchedule(entityMetadata?.schedule, expected)
  checkNotifications(entityMetadata?.notifications ?? [])
  if (entityMetadata?.launchConditions !== undefined) {
    const found = protoText(AnySchema, entityMetadata.launchConditions)
    throw invalidArgument(`Launch condition must be empty, found ${found}`)
  }
  return wholePlan(id, { ...request.spec, defaultInputs: expected }, workflow)
}

/** The launch plan that is made of a specification whose default inputs are the expected ones. */
export function wholePlan(id: Identifier, spec: LaunchPlanSpec, workflow: TypedInterface | undefined): WholePlan {
  const closure = { expectedInputs: spec.defaultInputs, expectedOutputs: workflow?.outputs }
  return { ...create(LaunchPlanSchema, { closure }), id, spec }
}

/**
 * Stores a launch plan; part of a transaction. Returns the id of its row.
 *
 * @throws AlreadyExists when it is stored as it is; InvalidArgument when with another structure
 */
export function storeLaunchPlan(cp: ControlPlane, plan: WholePlan, workflowRowId: bigint): bigint {
  const { id, spec } = plan
  const digest = structureDigest(LaunchPlanSchema, plan)
  const stored = findLaunchPlanRow(cp.db, id)
  if (stored !== undefined) {
    if (Buffer.from(digest).equals(stored.digest)) throw identicalExists('launch plan', id)
    const old = fromBinary(LaunchPlanSpecSchema, stored.spec)
    if (hasSameDefaults(old, spec)) throw identicalExists('launch plan', id)
    throw differentExists('launch plan', id, structureDifference(LaunchPlanSpecSchema, old, spec))
  }
  const now = cp.now()
  const scheduleType = scheduleTypeOf(spec.entityMetadata?.schedule)
  return insert(cp.db, 'launch_plans', {
    created_at: now,
    updated_at: now,
    project: id.project,
    domain: id.domain,
    name: id.name,
    version: id.version,
    spec: toBinary(LaunchPlanSpecSchema, spec),
    closure: toBinary(LaunchPlanClosureSchema, plan.closure ?? create(LaunchPlanClosureSchema)),
    workflow_id: workflowRowId,
    digest,
    state: BigInt(LaunchPlanState.INACTIVE),
    schedule_type: scheduleType,
    launch_condition_type: scheduleType === 'NONE' ? null : 'SCHED',
  })
}

function scheduleTypeOf(schedule: Schedule | undefined): 'NONE' | 'CRON' | 'RATE' {
  switch (schedule?.ScheduleExpression.case) {
    case 'rate':
      return 'RATE'
    case 'cronSchedule':
      return 'CRON'
    case 'cronExpression':
      return schedule.ScheduleExpression.value === '' ? 'NONE' : 'CRON'
    case undefined:
      return 'NONE'
  }
}

/**
 * Switches a version on or off. One version of a name is active at most: another that is goes off in the same transaction
 * (admin.md §6).
 *
 * @throws InvalidArgument; NotFound; Internal for a schedule in the deprecated notation, which flyteadmin's scheduler does not know
 */
export function updateLaunchPlan(cp: ControlPlane, request: LaunchPlanUpdateRequest): LaunchPlanUpdateResponse {
  const { state } = request
  if (!Object.hasOwn(LaunchPlanState, state)) {
    const text = request.id === undefined ? '' : protoText(IdentifierSchema, withType(request.id))
    throw invalidArgument(
      `Unrecognized launch plan state ${enumName(LaunchPlanState, state)} for update for launch plan [${text}]`,
    )
  }
  const id = checkReference(request.id, ResourceType.LAUNCH_PLAN)
  const changed = cp.db.transaction(() => {
    const row = launchPlanRow(cp.db, id)
    return state === LaunchPlanState.ACTIVE ? activate(cp, row) : deactivate(cp, row)
  })
  for (const row of changed) {
    const planId = launchPlanOf(row).id
    if (planId !== undefined) cp.engine?.launchPlanChanged(planId)
  }
  return create(LaunchPlanUpdateResponseSchema)
}

function withType(id: Identifier): Identifier {
  return id.resourceType === ResourceType.UNSPECIFIED ? { ...id, resourceType: ResourceType.LAUNCH_PLAN } : id
}

function activate(cp: ControlPlane, row: RowOf<'launch_plans'>): RowOf<'launch_plans'>[] {
  const schedule = fromBinary(LaunchPlanSpecSchema, row.spec).entityMetadata?.schedule
  if (schedule?.ScheduleExpression.case === 'cronExpression' && schedule.ScheduleExpression.value !== '') {
    throw new ConnectError(
      `failed adding schedule for unknown schedule expression type &{${schedule.ScheduleExpression.value}}`,
      Code.Internal,
    )
  }
  const { rows } = activePlans(cp, row)
  const others = rows.filter(({ id }) => id !== row.id)
  for (const other of others) setState(cp, other, LaunchPlanState.INACTIVE)
  setState(cp, row, LaunchPlanState.ACTIVE)
  return [...others, row]
}

function deactivate(cp: ControlPlane, row: RowOf<'launch_plans'>): RowOf<'launch_plans'>[] {
  setState(cp, row, LaunchPlanState.INACTIVE)
  return [row]
}

function setState(cp: ControlPlane, row: RowOf<'launch_plans'>, state: LaunchPlanState): void {
  update(cp.db, 'launch_plans', row.id, { state: BigInt(state), updated_at: cp.now() })
}

function activePlans(
  cp: ControlPlane,
  id: { readonly project: string; readonly domain: string; readonly name: string },
) {
  return listRows(cp.db, 'launchPlan', {
    where: [
      equals('l.project', id.project),
      equals('l.domain', id.domain),
      equals('l.name', id.name),
      { sql: 'l.state = 1', params: [] },
    ],
    filters: [],
    sort: undefined,
    limit: undefined,
    token: '',
    rpc: '',
  })
}

/**
 * Gives a version of a launch plan.
 *
 * @throws InvalidArgument; NotFound
 */
export function getLaunchPlan(cp: ControlPlane, request: ObjectGetRequest): LaunchPlan {
  return launchPlanOf(launchPlanRow(cp.db, checkReference(request.id, ResourceType.LAUNCH_PLAN)))
}

/**
 * Gives the active version of a launch plan.
 *
 * @throws InvalidArgument; NotFound when none is active
 */
export function getActiveLaunchPlan(cp: ControlPlane, request: ActiveLaunchPlanRequest): LaunchPlan {
  // Without an identifier flyteadmin complains about its first part.
  if (request.id === undefined) throw missingArgument('project')
  const id = checkNamedEntityId(request.id)
  const [row] = activePlans(cp, id).rows
  if (row === undefined) {
    const name = `${id.project}:${id.domain}:${id.name}`
    throw new ConnectError(`No active launch plan could be found: ${name}`, Code.NotFound)
  }
  return launchPlanOf(row)
}

/** Lists versions of launch plans (admin.md §6). */
export function listLaunchPlans(cp: ControlPlane, request: ResourceListRequest): LaunchPlanList {
  const { rows, token } = listVersions(cp, 'launchPlan', request, 'ListLaunchPlans')
  return create(LaunchPlanListSchema, { launchPlans: rows.map(launchPlanOf), token })
}

/** Lists the active versions in a project and domain. */
export function listActiveLaunchPlans(cp: ControlPlane, request: ActiveLaunchPlanListRequest): LaunchPlanList {
  checkText(request.project, 'project')
  checkText(request.domain, 'domain')
  checkLimit(request.limit)
  const { rows, token } = listRows(cp.db, 'launchPlan', {
    where: [
      equals('l.project', request.project),
      equals('l.domain', request.domain),
      { sql: 'l.state = 1', params: [] },
    ],
    filters: [],
    sort: request.sortBy,
    limit: request.limit,
    token: request.token,
    rpc: 'ListActiveLaunchPlans',
  })
  return create(LaunchPlanListSchema, { launchPlans: rows.map(launchPlanOf), token })
}

/**
 * Lists the names of launch plans. The request is not checked up front; project or domain may be left out, but not both
 * (admin.md §6).
 *
 * @throws InvalidArgument
 */
export function listLaunchPlanIds(
  cp: ControlPlane,
  request: NamedEntityIdentifierListRequest,
): NamedEntityIdentifierList {
  orderBy(request.sortBy, 'launchPlan')
  offsetOf(request.token, '')
  if (request.limit === 0) throw invalidArgument('missing and/or invalid parameters: limit')
  if (request.project === '' && request.domain === '') {
    throw invalidArgument('missing and/or invalid parameters: filters')
  }
  return namesOf(cp, 'launchPlan', request, '')
}
