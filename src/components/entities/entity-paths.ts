import { paths, type Scope } from '../../config/paths'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'

/** Address of an entity's page. */
export function entityPath(kind: EntityKind, scope: Scope, name: string): string {
  switch (kind) {
    case 'task':
      return paths.task(scope, name)
    case 'workflow':
      return paths.workflow(scope, name)
    case 'launchPlan':
      return paths.launchPlan(scope, name)
  }
}

/** Address of the page of one version. */
export function versionPath(kind: EntityKind, scope: Scope, name: string, version: string): string {
  switch (kind) {
    case 'task':
      return paths.taskVersion(scope, name, version)
    case 'workflow':
      return paths.workflowVersion(scope, name, version)
    case 'launchPlan':
      return paths.launchPlanVersion(scope, name, version)
  }
}

/** Address of the comparison of two versions. */
export function comparePath(kind: EntityKind, of: EntityName, from: string, to: string): string {
  return `${entityPath(kind, of, of.name)}?${new URLSearchParams({ tab: 'compare', from, to }).toString()}`
}

/** Address of the list of a kind. */
export function listPath(kind: EntityKind, scope: Scope): string {
  switch (kind) {
    case 'task':
      return paths.tasks(scope)
    case 'workflow':
      return paths.workflows(scope)
    case 'launchPlan':
      return paths.launchPlans(scope)
  }
}
