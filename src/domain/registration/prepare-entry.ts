import { clone, create, type JsonObject, type JsonValue } from '@bufbuild/protobuf'
import { type LaunchPlan, LaunchPlanSchema } from '../../api/gen/flyteidl/admin/launch_plan_pb'
import { type TaskSpec, TaskSpecSchema } from '../../api/gen/flyteidl/admin/task_pb'
import { type WorkflowSpec, WorkflowSpecSchema } from '../../api/gen/flyteidl/admin/workflow_pb'
import { type Identifier, IdentifierSchema, ResourceType } from '../../api/gen/flyteidl/core/identifier_pb'
import { type K8sPod, K8sPodSchema } from '../../api/gen/flyteidl/core/tasks_pb'
import { fillIdentifiers, type Registration } from './fill-identifiers'
import type { PackageEntry } from './package-reader'
import { visitMessages } from './visit-messages'

/** How a package is registered. Empty texts leave what the package says. */
export interface RegistrationSettings extends Registration {
  /** Images that replace others: the packaged one to the one that is wanted. */
  readonly images: ReadonlyMap<string, string>
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
      if (spec.template) fillTemplate(spec.template, settings)
      return { kind: 'task', id: requestId(ResourceType.TASK, entry.name, spec.template?.id, settings), spec }
    }
    case 'workflow': {
      const spec = clone(WorkflowSpecSchema, entry.spec)
      fillIdentifiers(WorkflowSpecSchema, spec, settings)
      // Nodes may override the pod of their task.
      visitMessages(WorkflowSpecSchema, spec, K8sPodSchema, (pod) => fillPod(pod, settings))
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
      commandLines(entry.spec.template).some((args) => args.includes(PACKAGE_PATH)),
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

/** The argument lists of everything that a task starts, in place: of its container, or of the containers of its pod. */
export function commandLines(template: TaskTemplate): string[][] {
  if (template.target.case === 'container') return [template.target.value.args]
  return template.target.case === 'k8sPod' ? podCommandLines(template.target.value) : []
}

function podCommandLines(pod: K8sPod): string[][] {
  return podContainers(pod).flatMap(({ args }) =>
    Array.isArray(args) && args.every((argument) => typeof argument === 'string') ? [args] : [],
  )
}

function podContainers({ podSpec }: K8sPod): readonly JsonObject[] {
  return ['containers', 'initContainers'].flatMap((part) => {
    const containers = podSpec?.[part]
    return Array.isArray(containers) ? containers.filter(isObject) : []
  })
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every image that the tasks of a package run in, with how many do. */
export function imagesOf(entries: readonly PackageEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const entry of entries) {
    if (entry.kind !== 'task' || entry.spec.template === undefined) continue
    for (const image of new Set(templateImages(entry.spec.template))) counts.set(image, (counts.get(image) ?? 0) + 1)
  }
  return counts
}

function templateImages({ target }: TaskTemplate): readonly string[] {
  if (target.case === 'container') return [target.value.image]
  if (target.case !== 'k8sPod') return []
  return podContainers(target.value).flatMap(({ image }) => (typeof image === 'string' ? [image] : []))
}

function fillTemplate(template: TaskTemplate, settings: RegistrationSettings): void {
  if (template.target.case === 'k8sPod') fillPod(template.target.value, settings)
  if (template.target.case !== 'container') return
  const container = template.target.value
  container.image = settings.images.get(container.image) ?? container.image
  fillCommandLine(container.args, settings)
}

function fillPod(pod: K8sPod, settings: RegistrationSettings): void {
  for (const container of podContainers(pod)) {
    const { image } = container
    if (typeof image === 'string') container['image'] = settings.images.get(image) ?? image
  }
  for (const args of podCommandLines(pod)) fillCommandLine(args, settings)
}

function fillCommandLine(args: string[], { sourceUri, destinationDir }: RegistrationSettings): void {
  args.forEach((argument, index) => {
    if (argument === PACKAGE_PATH && sourceUri !== '') args[index] = sourceUri
    if (argument === DESTINATION_DIR) args[index] = destinationDir === '' ? '.' : destinationDir
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
