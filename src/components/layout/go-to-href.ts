import { paths } from '../../config/paths'
import type { GoToTarget } from '../../domain/go-to'

/** The page of what somebody pasted. */
export function goToHref(target: GoToTarget): string {
  const { project, domain, name } = target
  const scope = { project, domain }
  if (target.kind === 'execution')
    return paths.execution(scope, name, target.node === undefined ? {} : { node: target.node })
  const { kind, version } = target
  switch (kind) {
    case 'workflow':
      return version === undefined ? paths.workflow(scope, name) : paths.workflowVersion(scope, name, version)
    case 'task':
      return version === undefined ? paths.task(scope, name) : paths.taskVersion(scope, name, version)
    case 'launchPlan':
      return version === undefined ? paths.launchPlan(scope, name) : paths.launchPlanVersion(scope, name, version)
  }
}
