import { create } from '@bufbuild/protobuf'
import type { AuthRole, Notification } from '../../src/api/gen/flyteidl/admin/common_pb'
import type { ExecutionSpec } from '../../src/api/gen/flyteidl/admin/execution_pb'
import type { LaunchPlanSpec } from '../../src/api/gen/flyteidl/admin/launch_plan_pb'
import {
  type WorkflowExecutionConfig,
  WorkflowExecutionConfigSchema,
} from '../../src/api/gen/flyteidl/admin/matchable_resource_pb'
import { type SecurityContext, SecurityContextSchema } from '../../src/api/gen/flyteidl/core/security_pb'

/** Parallelism of an execution when nobody says anything: flyteadmin's built-in configuration. */
export const DEFAULT_PARALLELISM = 25

/** The settings that a request, a launch plan and attributes have in common. */
type Settings = Pick<
  WorkflowExecutionConfig,
  | 'annotations'
  | 'envs'
  | 'executionEnvAssignments'
  | 'interruptible'
  | 'labels'
  | 'maxParallelism'
  | 'overwriteCache'
  | 'rawOutputDataConfig'
  | 'securityContext'
>

/**
 * The settings in force for an execution (flyteadmin `getExecutionConfig`, admin.md §8.4): for each field the first source that says something, maps as a
 * whole; sources are the request, the launch plan, then `attributes`, the more specific first. The security context is always there and says who runs it.
 *
 * @param launchPlan undefined for a single task
 */
export function resolveSettings(
  request: ExecutionSpec,
  launchPlan: LaunchPlanSpec | undefined,
  attributes: readonly WorkflowExecutionConfig[],
): WorkflowExecutionConfig {
  const settings = create(WorkflowExecutionConfigSchema)
  for (const source of [request, ...(launchPlan === undefined ? [] : [launchPlan]), ...attributes])
    take(settings, source)
  if (settings.maxParallelism === 0) settings.maxParallelism = DEFAULT_PARALLELISM
  settings.securityContext ??= ofRole(request.authRole ?? roleOf(launchPlan))
  return settings
}

/** The notifications of an execution: its own, else none if it wants none, else the launch plan's (admin.md §8.4). */
export function resolveNotifications(request: ExecutionSpec, launchPlan: LaunchPlanSpec | undefined): Notification[] {
  const overrides = request.notificationOverrides
  if (overrides.case === 'notifications' && overrides.value.notifications.length > 0)
    return overrides.value.notifications
  if (overrides.case === 'disableAll' && overrides.value) return []
  return launchPlan?.entityMetadata?.notifications ?? []
}

function take(settings: WorkflowExecutionConfig, source: Settings): void {
  const hasOwner = runsAsSomeone(source.securityContext)
  const prefix = source.rawOutputDataConfig?.outputLocationPrefix ?? ''
  if (settings.maxParallelism === 0 && source.maxParallelism > 0) settings.maxParallelism = source.maxParallelism
  if (settings.securityContext === undefined && hasOwner) settings.securityContext = source.securityContext
  if (settings.rawOutputDataConfig === undefined && prefix !== '')
    settings.rawOutputDataConfig = source.rawOutputDataConfig
  if (settings.labels === undefined && hasValues(source.labels)) settings.labels = source.labels
  if (settings.annotations === undefined && hasValues(source.annotations)) settings.annotations = source.annotations
  settings.interruptible ??= source.interruptible
  settings.overwriteCache ||= source.overwriteCache
  settings.envs ??= source.envs
  if (settings.executionEnvAssignments.length === 0) settings.executionEnvAssignments = source.executionEnvAssignments
}

function runsAsSomeone(context: SecurityContext | undefined): boolean {
  const { iamRole = '', k8sServiceAccount = '' } = context?.runAs ?? {}
  return iamRole !== '' || k8sServiceAccount !== ''
}

function hasValues(map: { readonly values: Readonly<Record<string, string>> } | undefined): boolean {
  return Object.keys(map?.values ?? {}).length > 0
}

type Role = Pick<AuthRole, 'assumableIamRole' | 'kubernetesServiceAccount'>

function ofRole(role: Role | undefined): SecurityContext {
  const runAs = { iamRole: role?.assumableIamRole ?? '', k8sServiceAccount: role?.kubernetesServiceAccount ?? '' }
  return create(SecurityContextSchema, { runAs })
}

/** A launch plan's role: there have been three ways to write it. */
function roleOf(launchPlan: LaunchPlanSpec | undefined): Role | undefined {
  if (launchPlan === undefined) return undefined
  const { authRole, auth, role } = launchPlan
  return authRole ?? auth ?? (role === '' ? undefined : { assumableIamRole: role, kubernetesServiceAccount: '' })
}
