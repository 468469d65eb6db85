import { useSearchParams } from 'react-router'
import { PageFrame } from '../../components/layout/page-frame'
import { useScope } from '../../components/layout/use-scope'
import { ButtonLink } from '../../components/ui/button-link'
import { EmptyState } from '../../components/ui/empty-state'
import { paths } from '../../config/paths'
import { parseLaunchQuery } from './launch-query'
import { LaunchPlanLaunch } from './launch-plan-launch'
import { TaskLaunch } from './task-launch'
import { WorkflowLaunch } from './workflow-launch'

/** Starts a run of a workflow, a launch plan or a task. Everything can be filled in by the URL. */
export default function LaunchPage() {
  const [parameters] = useSearchParams()
  const query = parseLaunchQuery(parameters)
  const scope = useScope()
  if (query.name === '') {
    return (
      <PageFrame documentTitle="Launch" title="Launch">
        <EmptyState
          title="Choose what to launch"
          actions={<ButtonLink href={paths.workflows(scope)}>Workflows</ButtonLink>}
        >
          Open a workflow, a task or a launch plan, and press Launch there.
        </EmptyState>
      </PageFrame>
    )
  }
  // Another entity or another source of values is another form.
  const key = JSON.stringify([
    query.kind,
    query.name,
    query.version,
    query.launchPlan,
    query.launchPlanVersion,
    query.from,
  ])
  switch (query.kind) {
    case 'workflow':
      return <WorkflowLaunch key={key} query={query} />
    case 'launchPlan':
      return <LaunchPlanLaunch key={key} query={query} />
    case 'task':
      return <TaskLaunch key={key} query={query} />
  }
}
