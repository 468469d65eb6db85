import type { JsonValue } from '@bufbuild/protobuf'
import type { LaunchPlanSpec } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import type { CompiledWorkflowClosure } from '../../api/gen/flyteidl/core/compiler_pb'
import type { ParameterMap, TypedInterface } from '../../api/gen/flyteidl/core/interface_pb'
import type { TaskTemplate } from '../../api/gen/flyteidl/core/tasks_pb'
import type { EntityVersion } from './entity-kind'
import type { Schedule } from './schedule'

/** A version of a task. Times are epoch milliseconds. The template stays a message: it is Flyte's own document of the task. */
export interface TaskVersion {
  readonly id: EntityVersion
  readonly createdAt: number | undefined
  readonly summary: string
  readonly type: string
  readonly interface: TypedInterface | undefined
  readonly template: TaskTemplate | undefined
  /** Flyte's JSON of the whole answer; made when asked for. */
  readonly json: () => JsonValue
}

/** A version of a workflow as lists have it. */
export interface WorkflowVersion {
  readonly id: EntityVersion
  readonly createdAt: number | undefined
  readonly summary: string
  readonly interface: TypedInterface | undefined
}

/** A version of a workflow with all that is in it. */
export interface WorkflowDetail extends WorkflowVersion {
  readonly closure: CompiledWorkflowClosure | undefined
  readonly json: () => JsonValue
}

export interface LaunchPlanVersion {
  readonly id: EntityVersion
  readonly active: boolean
  readonly createdAt: number | undefined
  readonly updatedAt: number | undefined
  readonly workflow: EntityVersion | undefined
  readonly schedule: Schedule | undefined
  /** The inputs that can be given: required ones and those with a default. */
  readonly expectedInputs: ParameterMap | undefined
  readonly spec: LaunchPlanSpec | undefined
  readonly json: () => JsonValue
}
