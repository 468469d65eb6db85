import type { EntityKind } from '../../domain/entities/entity-kind'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'

export const RESOURCE_TYPE = {
  task: ResourceType.TASK,
  workflow: ResourceType.WORKFLOW,
  launchPlan: ResourceType.LAUNCH_PLAN,
} as const satisfies Record<EntityKind, ResourceType>
