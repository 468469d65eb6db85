import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { latestTaskQuery, taskVersionsQuery } from '../../api/tasks/task-queries'
import { paths } from '../../config/paths'
import type { EntityName } from '../../domain/entities/entity-kind'
import { EntityPage } from '../../components/entities/entity-page'
import { InterfaceTable } from '../../components/entities/interface-table'
import { RunsSection } from '../../components/entities/runs-section'
import { Section } from '../../components/entities/section'
import { TaskFacts } from '../../components/entities/task-facts'
import { useVersionSearch, VersionList } from '../../components/entities/version-list'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { Link } from '../../components/ui/link'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import columns from '../../components/entities/columns.module.css'

export default function TaskPage() {
  const of = { ...useScope(), name: useRouteParam('name') }
  return <EntityPage kind="task" of={of} overview={() => <Overview of={of} />} versions={() => <Versions of={of} />} />
}

function Overview({ of }: { readonly of: EntityName }) {
  const { transport } = useApi()
  const latest = useQuery(latestTaskQuery(transport, of))
  return (
    <div className={columns.columns}>
      <div className={columns.stack}>
        <QueryRegion query={latest} what="the latest version" skeleton={<SkeletonRows rows={4} />}>
          {(task) =>
            task === null ? null : (
              <Section title="Interface" note={<VersionLink of={of} version={task.id.version} />}>
                <InterfaceTable of={task.interface} />
              </Section>
            )
          }
        </QueryRegion>
        <RunsSection kind="task" of={of} />
      </div>
      <QueryRegion query={latest} what="the latest version" skeleton={<SkeletonRows rows={6} />}>
        {(task) =>
          task?.template === undefined ? null : (
            <Section title="How it runs" note={<VersionLink of={of} version={task.id.version} />}>
              <TaskFacts template={task.template} />
            </Section>
          )
        }
      </QueryRegion>
    </div>
  )
}

function VersionLink({ of, version }: { readonly of: EntityName; readonly version: string }) {
  return (
    <Link href={paths.taskVersion(of, of.name, version)} className="mono break">
      {version}
    </Link>
  )
}

function Versions({ of }: { readonly of: EntityName }) {
  const { transport } = useApi()
  const query = useInfiniteQuery(taskVersionsQuery(transport, of, useVersionSearch()))
  return <VersionList kind="task" of={of} query={query} />
}
