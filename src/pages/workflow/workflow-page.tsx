import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Maximize2 } from 'lucide-react'
import { latestWorkflowQuery, workflowQuery, workflowVersionsQuery } from '../../api/workflows/workflow-queries'
import columns from '../../components/entities/columns.module.css'
import { CompareVersions } from '../../components/entities/compare-versions'
import { EntityPage } from '../../components/entities/entity-page'
import { InterfaceTable } from '../../components/entities/interface-table'
import { PlansSection } from '../../components/entities/plans-section'
import { RunsSection } from '../../components/entities/runs-section'
import { RunTrend } from '../../components/entities/run-trend'
import { Section } from '../../components/entities/section'
import { useVersionSearch, VersionList } from '../../components/entities/version-list'
import { VersionsSection } from '../../components/entities/versions-section'
import { WorkflowPicture } from '../../components/entities/workflow-picture'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useRouteParam, useScope } from '../../components/layout/use-scope'
import { ButtonLink } from '../../components/ui/button-link'
import { Skeleton } from '../../components/ui/skeleton'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { paths } from '../../config/paths'
import type { EntityName, EntityVersion } from '../../domain/entities/entity-kind'

export default function WorkflowPage() {
  const of = { ...useScope(), name: useRouteParam('name') }
  return (
    <EntityPage
      kind="workflow"
      of={of}
      overview={() => <Overview of={of} />}
      versions={() => <Versions of={of} />}
      compare={() => <Compare of={of} />}
    />
  )
}

function useVersions(of: EntityName, search = '') {
  return useInfiniteQuery(workflowVersionsQuery(useApi().transport, of, search))
}

function Overview({ of }: { readonly of: EntityName }) {
  const { transport } = useApi()
  const latest = useQuery(latestWorkflowQuery(transport, of))
  const versions = useVersions(of)
  return (
    <div className={columns.stack}>
      <RunTrend kind="workflow" of={of} />
      <div className={columns.columns}>
        <div className={columns.stack}>
          <VersionsSection kind="workflow" of={of} query={versions} />
          <RunsSection kind="workflow" of={of} />
          <QueryRegion query={latest} what="the latest version" skeleton={<SkeletonRows rows={4} />}>
            {(workflow) =>
              workflow === null ? null : (
                <Section title="Interface" note="of the latest version">
                  <InterfaceTable of={workflow.interface} />
                </Section>
              )
            }
          </QueryRegion>
        </div>
        <div className={columns.stack}>
          {latest.data ? <LatestGraph id={latest.data.id} /> : null}
          <PlansSection of={of} />
        </div>
      </div>
    </div>
  )
}

function LatestGraph({ id }: { readonly id: EntityVersion }) {
  const { transport } = useApi()
  const query = useQuery(workflowQuery(transport, id))
  return (
    <Section
      title="Graph"
      note="latest version"
      actions={
        <ButtonLink
          size="sm"
          variant="ghost"
          icon={Maximize2}
          aria-label="Open the graph"
          href={`${paths.workflowVersion(id, id.name, id.version)}?tab=graph`}
        />
      }
    >
      <QueryRegion query={query} what="the graph" skeleton={<Skeleton width="100%" height={280} />}>
        {({ closure }) => <WorkflowPicture closure={closure} />}
      </QueryRegion>
    </Section>
  )
}

function Versions({ of }: { readonly of: EntityName }) {
  return <VersionList kind="workflow" of={of} query={useVersions(of, useVersionSearch())} />
}

function Compare({ of }: { readonly of: EntityName }) {
  return <CompareVersions kind="workflow" of={of} query={useVersions(of)} />
}
