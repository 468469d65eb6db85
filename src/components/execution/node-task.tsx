import { useQuery } from '@tanstack/react-query'
import { taskQuery } from '../../api/tasks/task-queries'
import type { EntityReference } from '../../domain/execution-outline'
import { TaskCommand } from '../entities/task-command'
import { TaskFacts } from '../entities/task-facts'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { Link } from '../ui/link'
import { SkeletonRows } from '../ui/skeleton-rows'
import { referencePath } from './execution-facts'
import styles from './node-panel.module.css'

/** The task that a node runs, as it is registered. */
export function NodeTask({ task }: { readonly task: EntityReference }) {
  const { transport } = useApi()
  const { project, domain, name, version } = task
  const query = useQuery(taskQuery(transport, { project, domain, name, version }))
  return (
    <div className={styles.section}>
      <p className={styles.reference}>
        <Link look="accent" href={referencePath(task)} className="break">
          {name}
        </Link>
        <span className="mono faint break">{version}</span>
      </p>
      <QueryRegion query={query} what="the task" skeleton={<SkeletonRows rows={6} widths={[80, '50%']} />}>
        {({ template }) =>
          template === undefined ? (
            <p className="faint">The server has no template of this task.</p>
          ) : (
            <>
              <TaskFacts template={template} />
              <TaskCommand template={template} />
            </>
          )
        }
      </QueryRegion>
    </div>
  )
}
