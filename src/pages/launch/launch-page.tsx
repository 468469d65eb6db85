import { useSearchParams } from 'react-router'
import { WorkflowChoice } from '../../components/executions/workflow-choice'
import { PageFrame } from '../../components/layout/page-frame'
import { useScope } from '../../components/layout/use-scope'
import { parseLaunchQuery } from './launch-query'
import { LaunchPlanLaunch } from './launch-plan-launch'
import { TaskLaunch } from './task-launch'
import { WorkflowLaunch } from './workflow-launch'
import styles from './launch-page.module.css'

/** Starts a run of a workflow, a launch plan or a task. Everything can be filled in by the URL. */
export default function LaunchPage() {
  const [parameters] = useSearchParams()
  const query = parseLaunchQuery(parameters)
  const scope = useScope()
  if (query.name === '') {
    return (
      <PageFrame documentTitle="Launch" title="Launch" meta="Choose what to launch.">
        <div className={styles.choose}>
          <WorkflowChoice scope={scope} />
        </div>
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
