import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { latestWorkflowQuery, workflowVersionsQuery } from '../../api/workflows/workflow-queries'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { EmptyState } from '../../components/ui/empty-state'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { LaunchFrame } from './launch-frame'
import { LaunchPlanForm } from './launch-plan-form'
import { launchHref, type LaunchQuery } from './launch-query'
import { PlanPicker } from './plan-picker'
import { VersionPicker } from './version-picker'

/** A workflow is launched through a launch plan: its default one, or another of the same version. */
export function WorkflowLaunch({ query }: { readonly query: LaunchQuery }) {
  const { transport } = useApi()
  const scope = useScope()
  const entity = { ...scope, name: query.name }
  const latest = useQuery({ ...latestWorkflowQuery(transport, entity), enabled: query.version === '' })
  if (query.version !== '') return <VersionLaunch query={query} version={query.version} />
  if (latest.data) return <VersionLaunch query={query} version={latest.data.id.version} />
  return (
    <LaunchFrame query={query}>
      <QueryRegion
        query={latest}
        what={`the workflow ${query.name}`}
        skeleton={<SkeletonRows rows={6} widths={[120, '60%']} />}
      >
        {() => (
          <EmptyState title="There is no such workflow">
            {query.name} has no version in {scope.project}, {scope.domain}.
          </EmptyState>
        )}
      </QueryRegion>
    </LaunchFrame>
  )
}

function VersionLaunch({ query, version }: { readonly query: LaunchQuery; readonly version: string }) {
  const { transport } = useApi()
  const scope = useScope()
  const navigate = useNavigate()
  const entity = { ...scope, name: query.name }
  const [search, setSearch] = useState('')
  const all = useInfiniteQuery(workflowVersionsQuery(transport, entity, ''))
  const found = useInfiniteQuery({
    ...workflowVersionsQuery(transport, entity, search.trim()),
    placeholderData: keepPreviousData,
  })
  const planName = query.launchPlan === '' ? query.name : query.launchPlan
  const planVersion = query.launchPlanVersion === '' ? version : query.launchPlanVersion
  const open = (change: Partial<LaunchQuery>) => void navigate(launchHref(scope, { ...query, ...change }))
  return (
    <LaunchFrame
      query={query}
      pickers={
        <>
          <VersionPicker
            version={version}
            search={search}
            onSearch={setSearch}
            all={all}
            found={found}
            onPick={(next) => open({ version: next, launchPlan: '', launchPlanVersion: '' })}
          />
          <PlanPicker
            workflow={{ ...entity, version }}
            plan={{ name: planName, version: planVersion }}
            onPick={(plan) => open({ version, launchPlan: plan.name, launchPlanVersion: plan.version })}
          />
        </>
      }
    >
      <LaunchPlanForm query={query} id={{ ...scope, name: planName, version: planVersion }} />
    </LaunchFrame>
  )
}
