import { clone, fromJson, type JsonObject, toJson } from '@bufbuild/protobuf'
import type { ExecutionSettings, NotificationSetting } from '../../domain/execution-settings'
import type { Notification } from '../gen/flyteidl/admin/common_pb'
import { type ExecutionSpec, ExecutionSpecSchema } from '../gen/flyteidl/admin/execution_pb'
import { WorkflowExecution_Phase } from '../gen/flyteidl/core/execution_pb'

/** Reads the options of an execution out of the spec that flyteadmin keeps. */
export function toExecutionSettings(spec: ExecutionSpec): ExecutionSettings {
  const { securityContext, authRole, notificationOverrides } = spec
  return {
    labels: { ...spec.labels?.values },
    annotations: { ...spec.annotations?.values },
    envs: (spec.envs?.values ?? []).map(({ key, value }) => [key, value] as const),
    maxParallelism: spec.maxParallelism,
    rawOutputPrefix: spec.rawOutputDataConfig?.outputLocationPrefix ?? '',
    interruptible: spec.interruptible,
    overwriteCache: spec.overwriteCache,
    // auth_role is how clients said it before security_context.
    iamRole: firstText(securityContext?.runAs?.iamRole, authRole?.assumableIamRole),
    serviceAccount: firstText(securityContext?.runAs?.k8sServiceAccount, authRole?.kubernetesServiceAccount),
    secrets: (securityContext?.secrets ?? []).map(({ group, key }) => (group === '' ? key : `${group}/${key}`)),
    queueBudget: toQueueBudget(spec),
    clusterPool: spec.clusterAssignment?.clusterPoolName ?? '',
    clusterLabel: spec.executionClusterLabel?.value ?? '',
    namespace: spec.metadata?.systemMetadata?.namespace ?? '',
    notifications:
      notificationOverrides.case === 'notifications'
        ? notificationOverrides.value.notifications.map(toNotification)
        : [],
    notificationsOff: notificationOverrides.case === 'disableAll' && notificationOverrides.value,
    spec: toSpecJson(spec),
  }
}

function firstText(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined && text !== '') ?? ''
}

function toQueueBudget({ qualityOfService }: ExecutionSpec): string {
  const designation = qualityOfService?.designation
  if (designation?.case !== 'spec') return ''
  const seconds = designation.value.queueingBudget?.seconds
  return seconds === undefined ? '' : `${seconds}s`
}

function toNotification({ phases, type }: Notification): NotificationSetting {
  const names = phases.map((phase) => phaseName(phase))
  return type.case === undefined
    ? { phases: names, channel: 'unknown', recipients: [] }
    : { phases: names, channel: type.case, recipients: type.value.recipientsEmail }
}

function toSpecJson(spec: ExecutionSpec): JsonObject {
  const bare = clone(ExecutionSpecSchema, spec)
  bare.inputs = undefined
  const json = toJson(ExecutionSpecSchema, bare, { useProtoFieldName: true })
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {}
}

/** The spec, without inputs, that settings were read out of. */
export function toExecutionSpec({ spec }: ExecutionSettings): ExecutionSpec {
  return fromJson(ExecutionSpecSchema, spec, { ignoreUnknownFields: true })
}

function phaseName(phase: number): string {
  const names: Readonly<Record<number, string | undefined>> = WorkflowExecution_Phase
  return names[phase] ?? `Unknown (${phase})`
}
