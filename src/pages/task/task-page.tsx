import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { latestTaskQuery, taskVersionsQuery } from '../../api/tasks/task-queries'
import { paths } from '../../config/paths'
import type { EntityName } from '../../domain/entities/entity-kind'
import { CompareVersions } from '../../components/entities/compare-versions'
import { EntityPage } from '../../components/entities/entity-page'
import { InterfaceTable } from '../../components/entities/interface-table'
import { RunsSection } from '../../components/entities/runs-section'
import { RunTrend } from '../../components/entities/run-trend'
import { Section } from '../../components/entities/section'
import { TaskFacts } from '../../components/entities/task-facts'
import { useVersionSearch, VersionList } from '../../components/entities/version-list'
import { VersionsSection } from '../../components/entities/versions-section'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { Link } from '../../components/ui/link'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import columns from '../../components/entities/columns.module.css'

export default function TaskPage() {
  const of = { ...useScope(), name: useRouteParam('name') }
  return (
    <EntityPage
      kind="task"
      of={of}
      overview={() => <Overview of={of} />}
      versions={() => <Versions of={of} />}
      compare={() => <Compare of={of} />}
    />
  )
}

function useVersions(of: EntityName, search = '') {
  return useInfiniteQuery(taskVersionsQuery(useApi().transport, of, search))
}

function Overview({ of }: { readonly of: EntityName }) {
  const { transport } = useApi()
  const latest = useQuery(latestTaskQuery(transport, of))
  const versions = useVersions(of)
  return (
    <div className={columns.stack}>
      <RunTrend kind="task" of={of} />
      <div className={columns.columns}>
        <div className={columns.stack}>
          <QueryRegion query={latest} what="the latest version" skeleton={<SkeletonRows rows={4} />}>
            {(task) =>
              task === null ? null : (
                <Section title="Interface" note="of the latest version">
                  <InterfaceTable of={task.interface} />
                </Section>
              )
            }
          </QueryRegion>
          <VersionsSection kind="task" of={of} query={versions} />
          <RunsSection kind="task" of={of} />
        </div>
        <QueryRegion query={latest} what="the latest version" skeleton={<SkeletonRows rows={6} />}>
          {(task) =>
            task?.template === undefined ? null : (
              <Section
                title="How it runs"
                note={
                  <Link href={paths.taskVersion(of, of.name, task.id.version)} className="mono break">
                    {task.id.version}
                  </Link>
                }
              >
                <TaskFacts template={task.template} />
              </Section>
            )
          }
        </QueryRegion>
      </div>
    </div>
  )
}

function Versions({ of }: { readonly of: EntityName }) {
  return <VersionList kind="task" of={of} query={useVersions(of, useVersionSearch())} />
}

function Compare({ of }: { readonly of: EntityName }) {
  return <CompareVersions kind="task" of={of} query={useVersions(of)} />
}
