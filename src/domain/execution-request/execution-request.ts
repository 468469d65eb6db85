import { clone, create } from '@bufbuild/protobuf'
import { NotificationListSchema } from '../../api/gen/flyteidl/admin/execution_pb'
import { NotificationSchema } from '../../api/gen/flyteidl/admin/common_pb'
import {
  type ExecutionCreateRequest,
  ExecutionCreateRequestSchema,
  ExecutionMetadata_ExecutionMode,
  type ExecutionSpec,
  ExecutionSpecSchema,
} from '../../api/gen/flyteidl/admin/execution_pb'
import { ResourceType, type WorkflowExecutionIdentifier } from '../../api/gen/flyteidl/core/identifier_pb'
import type { Literal } from '../../api/gen/flyteidl/core/literals_pb'
import type { EntityVersion } from '../entities/entity-kind'
import { type ExecutionOptions, type NotifyRule, PHASE_NUMBERS } from './execution-options'

/** The earlier run that a new one is made from. */
export interface LaunchSource {
  readonly id: Pick<WorkflowExecutionIdentifier, 'project' | 'domain' | 'name'>
  /** What it was made with: settings that no form shows go on to the new run. */
  readonly spec: ExecutionSpec
}

export interface ExecutionOrder {
  /** Where it runs; what is launched may be registered elsewhere. */
  readonly project: string
  readonly domain: string
  /** Never empty: with a name of our own, sending twice starts one run. */
  readonly name: string
  readonly target: EntityVersion & { readonly kind: 'launchPlan' | 'task' }
  /** Only what was given: the server fills in defaults and fixed values. */
  readonly inputs: Readonly<Record<string, Literal>>
  readonly options: ExecutionOptions
  readonly source?: LaunchSource | undefined
}

function notification({ phases, channel, recipients }: NotifyRule) {
  const value = { recipientsEmail: [...recipients] }
  return create(NotificationSchema, {
    phases: phases.map((phase) => PHASE_NUMBERS[phase]),
    type: channel === 'pagerduty' ? { case: 'pagerDuty', value } : { case: channel, value },
  })
}

/** Settings of an earlier run that go on as they are, because no form shows them. */
function baseSpec(source: LaunchSource | undefined): ExecutionSpec {
  if (!source) return create(ExecutionSpecSchema)
  const { qualityOfService, executionEnvAssignments } = clone(ExecutionSpecSchema, source.spec)
  return create(ExecutionSpecSchema, { qualityOfService, executionEnvAssignments })
}

/** Secrets and tokens go on with the account that the form shows. */
function securityContext({ serviceAccount, iamRole }: ExecutionOptions, source: LaunchSource | undefined) {
  const before = source?.spec.securityContext
  const hasMore = before !== undefined && before.secrets.length + before.tokens.length > 0
  if (serviceAccount === '' && iamRole === '' && !hasMore) return undefined
  return {
    secrets: before?.secrets ?? [],
    tokens: before?.tokens ?? [],
    ...(serviceAccount === '' && iamRole === '' ? {} : { runAs: { k8sServiceAccount: serviceAccount, iamRole } }),
  }
}

/**
 * The request that starts a run. What is not set is left out rather than sent empty: an empty map of labels would replace the
 * launch plan's, an empty role would take it away, and a list of notifications excludes `disable_all` (remote.md §3.3, §8).
 */
export function executionRequest(order: ExecutionOrder): ExecutionCreateRequest {
  const { project, domain, name, target, inputs, options, source } = order
  const { kind, ...id } = target
  const spec = baseSpec(source)
  const { labels, annotations, envs, notifications } = options
  const security = securityContext(options, source)
  return create(ExecutionCreateRequestSchema, {
    project,
    domain,
    name,
    inputs: { literals: { ...inputs } },
    spec: create(ExecutionSpecSchema, {
      launchPlan: { ...id, resourceType: kind === 'task' ? ResourceType.TASK : ResourceType.LAUNCH_PLAN },
      metadata: source
        ? { mode: ExecutionMetadata_ExecutionMode.RELAUNCH, referenceExecution: { ...source.id } }
        : { mode: ExecutionMetadata_ExecutionMode.MANUAL },
      tags: [...options.tags],
      overwriteCache: options.overwriteCache,
      maxParallelism: Number(options.maxParallelism),
      executionEnvAssignments: spec.executionEnvAssignments,
      ...(spec.qualityOfService ? { qualityOfService: spec.qualityOfService } : {}),
      ...(labels.length > 0 ? { labels: { values: Object.fromEntries(labels) } } : {}),
      ...(annotations.length > 0 ? { annotations: { values: Object.fromEntries(annotations) } } : {}),
      ...(envs.length > 0 ? { envs: { values: envs.map(([key, value]) => ({ key, value })) } } : {}),
      ...(options.interruptible === undefined ? {} : { interruptible: options.interruptible }),
      ...(options.rawOutputPrefix === ''
        ? {}
        : { rawOutputDataConfig: { outputLocationPrefix: options.rawOutputPrefix } }),
      ...(security ? { securityContext: security } : {}),
      ...(options.clusterLabel === '' ? {} : { executionClusterLabel: { value: options.clusterLabel } }),
      ...(options.clusterPool === '' ? {} : { clusterAssignment: { clusterPoolName: options.clusterPool } }),
      ...(notifications === undefined
        ? {}
        : {
            notificationOverrides:
              notifications.length === 0
                ? { case: 'disableAll', value: true }
                : {
                    case: 'notifications',
                    value: create(NotificationListSchema, { notifications: notifications.map(notification) }),
                  },
          }),
    }),
  })
}
