import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import type { PackageEntry } from './package-reader'

export const task = (init: MessageInitShape<typeof TaskSpecSchema>): PackageEntry => ({
  kind: 'task',
  file: '',
  name: 'mod.t',
  spec: create(TaskSpecSchema, init),
})
export const workflow = (init: MessageInitShape<typeof WorkflowSpecSchema>): PackageEntry => ({
  kind: 'workflow',
  file: '',
  name: 'mod.w',
  spec: create(WorkflowSpecSchema, init),
})
export const plan = (
  spec: NonNullable<MessageInitShape<typeof LaunchPlanSchema>['spec']>,
  name = 'mod.w',
): PackageEntry => ({
  kind: 'launchPlan',
  file: '',
  name,
  plan: create(LaunchPlanSchema, { id: { resourceType: ResourceType.LAUNCH_PLAN, name }, spec }),
})
