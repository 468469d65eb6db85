import { useQuery } from '@tanstack/react-query'
import { taskQuery } from '../../api/tasks/task-queries'
import { InterfaceTable } from '../../components/entities/interface-table'
import { RunsSection } from '../../components/entities/runs-section'
import { Section } from '../../components/entities/section'
import { TaskCommand } from '../../components/entities/task-command'
import { TaskFacts } from '../../components/entities/task-facts'
import { VersionDescription } from '../../components/entities/version-description'
import { VersionPage } from '../../components/entities/version-page'
import { useApi } from '../../components/layout/api-context'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import columns from '../../components/entities/columns.module.css'

export default function TaskVersionPage() {
  const { transport } = useApi()
  const id = { ...useScope(), name: useRouteParam('name'), version: useRouteParam('version') }
  const query = useQuery(taskQuery(transport, id))
  return (
    <VersionPage
      kind="task"
      id={id}
      query={query}
      overview={(task) => (
        <div className={columns.columns}>
          <div className={columns.stack}>
            <VersionDescription kind="task" id={id} />
            <Section title="Interface">
              <InterfaceTable of={task.interface} />
            </Section>
            {task.template === undefined ? null : <TaskCommand template={task.template} />}
            <RunsSection kind="task" of={id} />
          </div>
          {task.template === undefined ? null : (
            <Section title="How it runs">
              <TaskFacts template={task.template} />
            </Section>
          )}
        </div>
      )}
    />
  )
}
