import { clone } from '@bufbuild/protobuf'
import { type LaunchPlan, LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { type TaskSpec, TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { type WorkflowSpec, WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { create } from '@bufbuild/protobuf'
import { fillIdentifiers, type Registration } from './fill-identifiers'
import type { PackageEntry } from './package-reader'

/** How a package is registered. Empty texts leave what the package says. */
export interface RegistrationSettings extends Registration {
  /** Image that replaces the image of every container. */
  readonly image: string
  /** Kubernetes service account of the launch plans. */
  readonly serviceAccount: string
  /** Prefix below which runs of the launch plans write their files. */
  readonly outputPrefix: string
  /** Location of the uploaded source archive; "" when the package has none. */
  readonly sourceUri: string
  /** Where the source is unpacked, for containers. */
  readonly destinationDir: string
}

/** An entity as it will be sent. */
export type PreparedEntry =
  | { readonly kind: 'task'; readonly id: Identifier; readonly spec: TaskSpec }
  | { readonly kind: 'workflow'; readonly id: Identifier; readonly spec: WorkflowSpec }
  | { readonly kind: 'launchPlan'; readonly id: Identifier; readonly spec: LaunchPlan['spec'] }

/** Stands in a packaged command for the place of the uploaded code. */
export const PACKAGE_PATH = '{{ .remote_package_path }}'
const DESTINATION_DIR = '{{ .dest_dir }}'

/**
 * Fills in what the registering tool has to: identifiers, the place of uploaded code, and the settings. The entry is not
 * changed. Rules: flytectl's `register files` (remote.md §6.2).
 */
export function prepareEntry(entry: PackageEntry, settings: RegistrationSettings): PreparedEntry {
  switch (entry.kind) {
    case 'task': {
      const spec = clone(TaskSpecSchema, entry.spec)
      fillIdentifiers(TaskSpecSchema, spec, settings)
      if (spec.template) fillContainer(spec.template, settings)
      return { kind: 'task', id: requestId(ResourceType.TASK, entry.name, spec.template?.id, settings), spec }
    }
    case 'workflow': {
      const spec = clone(WorkflowSpecSchema, entry.spec)
      fillIdentifiers(WorkflowSpecSchema, spec, settings)
      return { kind: 'workflow', id: requestId(ResourceType.WORKFLOW, entry.name, spec.template?.id, settings), spec }
    }
    case 'launchPlan': {
      const plan = clone(LaunchPlanSchema, entry.plan)
      fillIdentifiers(LaunchPlanSchema, plan, settings)
      fillLaunchPlan(plan, settings)
      return {
        kind: 'launchPlan',
        id: requestId(ResourceType.LAUNCH_PLAN, entry.name, plan.id, settings),
        spec: plan.spec,
      }
    }
  }
}

/** Whether the code of the package has to be uploaded before it can run. */
export function needsSource(entries: readonly PackageEntry[]): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'task' &&
      entry.spec.template !== undefined &&
      commandsOf(entry.spec.template).some((args) => args.includes(PACKAGE_PATH)),
  )
}

function requestId(
  resourceType: ResourceType,
  name: string,
  id: Identifier | undefined,
  settings: Registration,
): Identifier {
  // The request always goes to the chosen project and domain, whatever the package says.
  return create(IdentifierSchema, {
    resourceType,
    name,
    project: settings.project,
    domain: settings.domain,
    version: id?.version ?? settings.version,
  })
}

type TaskTemplate = NonNullable<TaskSpec['template']>

function commandsOf(template: TaskTemplate): string[][] {
  return template.target.case === 'container' ? [template.target.value.args] : []
}

function fillContainer(template: TaskTemplate, settings: RegistrationSettings): void {
  if (template.target.case !== 'container') return
  const container = template.target.value
  if (settings.image !== '') container.image = settings.image
  container.args = container.args.map((argument) => {
    if (argument === PACKAGE_PATH && settings.sourceUri !== '') return settings.sourceUri
    if (argument === DESTINATION_DIR) return settings.destinationDir === '' ? '.' : settings.destinationDir
    return argument
  })
}

function fillLaunchPlan({ spec }: LaunchPlan, settings: RegistrationSettings): void {
  if (!spec) return
  if (settings.serviceAccount !== '') {
    spec.securityContext = {
      $typeName: 'flyteidl.core.SecurityContext',
      secrets: spec.securityContext?.secrets ?? [],
      tokens: spec.securityContext?.tokens ?? [],
      runAs: {
        $typeName: 'flyteidl.core.Identity',
        iamRole: spec.securityContext?.runAs?.iamRole ?? '',
        k8sServiceAccount: settings.serviceAccount,
        executionIdentity: spec.securityContext?.runAs?.executionIdentity ?? '',
      },
    }
  }
  if (settings.outputPrefix !== '') {
    spec.rawOutputDataConfig = {
      $typeName: 'flyteidl.admin.RawOutputDataConfig',
      outputLocationPrefix: settings.outputPrefix,
    }
  }
}
