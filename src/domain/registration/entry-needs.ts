import { LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { IdentifierSchema, ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import type { PackageEntry } from './package-reader'
import { visitMessages } from './visit-messages'

const KINDS: Readonly<Partial<Record<ResourceType, PackageEntry['kind']>>> = {
  [ResourceType.TASK]: 'task',
  [ResourceType.WORKFLOW]: 'workflow',
  [ResourceType.LAUNCH_PLAN]: 'launchPlan',
}

/** What an entity is called among those of a package. */
export function entryName({ kind, name }: Pick<PackageEntry, 'kind' | 'name'>): string {
  return `${kind} ${name}`
}

/**
 * What an entity refers to, by {@link entryName}: it can be registered only after those. Inner workflows are in the workflow
 * itself, but a launch plan needs its own.
 */
export function entryNeeds(entry: PackageEntry): ReadonlySet<string> {
  const needs = new Set<string>()
  const note = ({ resourceType, name }: { readonly resourceType: ResourceType; readonly name: string }) => {
    const kind = KINDS[resourceType]
    if (kind !== undefined && kind !== 'workflow') needs.add(entryName({ kind, name }))
  }
  switch (entry.kind) {
    case 'task':
      visitMessages(TaskSpecSchema, entry.spec, IdentifierSchema, note)
      break
    case 'workflow':
      visitMessages(WorkflowSpecSchema, entry.spec, IdentifierSchema, note)
      break
    case 'launchPlan': {
      visitMessages(LaunchPlanSchema, entry.plan, IdentifierSchema, note)
      const workflow = entry.plan.spec?.workflowId?.name
      if (workflow !== undefined) needs.add(entryName({ kind: 'workflow', name: workflow }))
    }
  }
  needs.delete(entryName(entry))
  return needs
}
