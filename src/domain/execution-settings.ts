import type { JsonObject } from '@bufbuild/protobuf'

/** Every option that an execution was made with, as flyteadmin keeps it: what was asked for, not what it became. */
export interface ExecutionSettings {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly envs: readonly (readonly [string, string])[]
  /** 0 when it was left to the server. */
  readonly maxParallelism: number
  readonly rawOutputPrefix: string
  /** Undefined: as the tasks say. */
  readonly interruptible: boolean | undefined
  readonly overwriteCache: boolean
  readonly iamRole: string
  readonly serviceAccount: string
  readonly secrets: readonly string[]
  readonly queueBudget: string
  readonly clusterPool: string
  readonly clusterLabel: string
  readonly namespace: string
  readonly notifications: readonly NotificationSetting[]
  readonly notificationsOff: boolean
  /** The whole spec as Flyte's JSON, without inputs. */
  readonly spec: JsonObject
}

export interface NotificationSetting {
  readonly phases: readonly string[]
  readonly channel: string
  readonly recipients: readonly string[]
}
