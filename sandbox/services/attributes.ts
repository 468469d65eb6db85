import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import {
  type ListMatchableAttributesRequest,
  type ListMatchableAttributesResponse,
  ListMatchableAttributesResponseSchema,
  MatchableResource,
  type MatchingAttributes,
  MatchingAttributesSchema,
  type PluginOverride,
  PluginOverridesSchema,
  type TaskResourceSpec,
  type WorkflowExecutionConfig,
} from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import type { ControlPlane } from '../control-plane'
import { invalidArgument, invalidValue, missingArgument } from '../rpc-error'
import type { RowOf } from '../store/columns'
import { type Database, findRow, insert, update } from '../store/database'
import { enumName } from './phases'

/** What attributes are attached to; "" for the levels below the one that is meant. */
interface AttributesScope {
  readonly project: string
  readonly domain: string
  readonly workflow: string
}

/** The kinds that can be stored, by the field that holds them. Quality of service has a field and cannot. */
const storableKinds: Readonly<Partial<Record<NonNullable<MatchingAttributes['target']['case']>, MatchableResource>>> = {
  taskResourceAttributes: MatchableResource.TASK_RESOURCE,
  clusterResourceAttributes: MatchableResource.CLUSTER_RESOURCE,
  executionQueueAttributes: MatchableResource.EXECUTION_QUEUE,
  executionClusterLabel: MatchableResource.EXECUTION_CLUSTER_LABEL,
  pluginOverrides: MatchableResource.PLUGIN_OVERRIDE,
  workflowExecutionConfig: MatchableResource.WORKFLOW_EXECUTION_CONFIG,
  clusterAssignment: MatchableResource.CLUSTER_ASSIGNMENT,
}

/**
 * Checks the attributes of an update. Their values are not looked at, as flyteadmin does not (admin.md §11).
 *
 * @throws InvalidArgument
 */
export function checkAttributes(
  attributes: MatchingAttributes | undefined,
  scope: AttributesScope,
): { readonly attributes: MatchingAttributes; readonly kind: MatchableResource } {
  if (attributes === undefined) throw missingArgument('matching_attributes')
  const kind = attributes.target.case && storableKinds[attributes.target.case]
  if (kind === undefined) {
    const name = [scope.project, scope.domain, scope.workflow].filter((part) => part !== '').join('-')
    throw invalidArgument(`Unrecognized matching attributes type for request ${name}`)
  }
  return { attributes, kind }
}

/** Sets the attributes of one kind at exactly this level. Plugin overrides merge with those stored, by task type. */
export function storeAttributes(
  cp: ControlPlane,
  scope: AttributesScope,
  kind: MatchableResource,
  attributes: MatchingAttributes,
): void {
  const key = keyOf(scope, kind)
  cp.db.transaction(() => {
    const now = cp.now()
    const row = findRow(cp.db, 'matchable_attributes', key)
    if (row === undefined) {
      insert(cp.db, 'matchable_attributes', {
        ...key,
        created_at: now,
        updated_at: now,
        priority: priorityOf(scope),
        attributes: toBinary(MatchingAttributesSchema, attributes),
      })
      return
    }
    const merged = withStoredOverrides(attributes, attributesOf(row))
    update(cp.db, 'matchable_attributes', row.id, {
      updated_at: now,
      attributes: toBinary(MatchingAttributesSchema, merged),
    })
  })
}

/** Removes the attributes of one kind at exactly this level; there may be none. */
export function removeAttributes(db: Database, scope: AttributesScope, kind: MatchableResource): void {
  const row = findRow(db, 'matchable_attributes', keyOf(scope, kind))
  if (row !== undefined) db.run('DELETE FROM matchable_attributes WHERE id = ?', [row.id])
}

/** The attributes of one kind at exactly this level. */
export function exactAttributes(
  db: Database,
  scope: AttributesScope,
  kind: MatchableResource,
): MatchingAttributes | undefined {
  const row = findRow(db, 'matchable_attributes', keyOf(scope, kind))
  return row && attributesOf(row)
}

/** The most specific attributes of one kind that apply: workflow before project and domain before project. */
export function applicableAttributes(
  db: Database,
  scope: AttributesScope,
  kind: MatchableResource,
): { readonly scope: AttributesScope; readonly attributes: MatchingAttributes } | undefined {
  const row = db.get(
    `SELECT * FROM matchable_attributes WHERE resource_type = ? AND project IN ('', ?) AND domain IN ('', ?)
      AND workflow IN ('', ?) AND launch_plan = '' ORDER BY priority DESC LIMIT 1`,
    [enumName(MatchableResource, kind), scope.project, scope.domain, scope.workflow],
  ) as RowOf<'matchable_attributes'> | undefined
  return row && { scope: row, attributes: attributesOf(row) }
}

/** `NotFound` when nothing is stored that applies. */
export function attributesNotFound(scope: AttributesScope, kind: MatchableResource): ConnectError {
  const { project, domain, workflow } = scope
  return new ConnectError(
    `Resource [{Project:${project} Domain:${domain} Workflow:${workflow} LaunchPlan: ResourceType:${enumName(MatchableResource, kind)}}] not found`,
    Code.NotFound,
  )
}

/**
 * The stored settings that apply to the executions of a workflow, those that win first: the most specific, then the project's
 * (admin.md §8.4).
 */
export function executionConfigs(
  db: Database,
  project: string,
  domain: string,
  workflow: string,
): WorkflowExecutionConfig[] {
  const kind = MatchableResource.WORKFLOW_EXECUTION_CONFIG
  const specific = applicableAttributes(db, { project, domain, workflow }, kind)?.attributes
  const general = exactAttributes(db, { project, domain: '', workflow: '' }, kind)
  return [specific, general].flatMap((attributes) =>
    attributes?.target.case === 'workflowExecutionConfig' ? [attributes.target.value] : [],
  )
}

/** The resource limits that apply to new tasks, if there are any. */
export function taskResourceLimits(db: Database, project: string, domain: string): TaskResourceSpec | undefined {
  const found = applicableAttributes(db, { project, domain, workflow: '' }, MatchableResource.TASK_RESOURCE)
  const target = found?.attributes.target
  return target?.case === 'taskResourceAttributes' ? target.value.limits : undefined
}

/**
 * Lists everything stored of one kind, the more specific first (admin.md §11).
 *
 * @throws InvalidArgument for an unknown kind
 */
export function listMatchableAttributes(
  cp: ControlPlane,
  request: ListMatchableAttributesRequest,
): ListMatchableAttributesResponse {
  const kind = enumName(MatchableResource, request.resourceType)
  if (!Object.hasOwn(MatchableResource, kind)) throw invalidValue('resource_type')
  const rows = cp.db.all('SELECT * FROM matchable_attributes WHERE resource_type = ? ORDER BY priority DESC, id', [
    kind,
  ]) as RowOf<'matchable_attributes'>[]
  return create(ListMatchableAttributesResponseSchema, {
    configurations: rows.map((row) => ({
      attributes: attributesOf(row),
      project: row.project,
      domain: row.domain,
      workflow: row.workflow,
      launchPlan: row.launch_plan,
    })),
  })
}

function keyOf(scope: AttributesScope, kind: MatchableResource) {
  const { project, domain, workflow } = scope
  return { resource_type: enumName(MatchableResource, kind), project, domain, workflow, launch_plan: '' }
}

/** A higher one is more specific. */
function priorityOf(scope: AttributesScope): bigint {
  if (scope.workflow !== '') return 100n
  return scope.domain === '' ? 5n : 10n
}

function attributesOf(row: RowOf<'matchable_attributes'>): MatchingAttributes {
  return fromBinary(MatchingAttributesSchema, row.attributes)
}

function withStoredOverrides(sent: MatchingAttributes, stored: MatchingAttributes): MatchingAttributes {
  if (sent.target.case !== 'pluginOverrides' || stored.target.case !== 'pluginOverrides') return sent
  const byTask = new Map<string, PluginOverride>()
  for (const override of [...stored.target.value.overrides, ...sent.target.value.overrides]) {
    byTask.set(override.taskType, override)
  }
  const value = create(PluginOverridesSchema, { overrides: [...byTask.values()] })
  return create(MatchingAttributesSchema, { target: { case: 'pluginOverrides', value } })
}
