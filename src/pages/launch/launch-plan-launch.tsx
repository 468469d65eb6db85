import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { latestLaunchPlanQuery, launchPlanVersionsQuery } from '../../api/launch-plans/launch-plan-queries'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { EmptyState } from '../../components/ui/empty-state'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { LaunchFrame } from './launch-frame'
import { LaunchPlanForm } from './launch-plan-form'
import { launchHref, type LaunchQuery } from './launch-query'
import { VersionPicker } from './version-picker'

/** A launch plan, in the version that the URL names or the latest. */
export function LaunchPlanLaunch({ query }: { readonly query: LaunchQuery }) {
  const { transport } = useApi()
  const scope = useScope()
  const navigate = useNavigate()
  const entity = { ...scope, name: query.name }
  const latest = useQuery({ ...latestLaunchPlanQuery(transport, entity), enabled: query.version === '' })
  const [search, setSearch] = useState('')
  const all = useInfiniteQuery(launchPlanVersionsQuery(transport, entity, ''))
  const found = useInfiniteQuery({
    ...launchPlanVersionsQuery(transport, entity, search.trim()),
    placeholderData: keepPreviousData,
  })
  const version = query.version === '' ? latest.data?.id.version : query.version
  if (version === undefined) {
    return (
      <LaunchFrame query={query}>
        <QueryRegion
          query={latest}
          what={`the launch plan ${query.name}`}
          skeleton={<SkeletonRows rows={6} widths={[120, '60%']} />}
        >
          {() => (
            <EmptyState title="There is no such launch plan">
              {query.name} has no version in {scope.project}, {scope.domain}.
            </EmptyState>
          )}
        </QueryRegion>
      </LaunchFrame>
    )
  }
  return (
    <LaunchFrame
      query={query}
      pickers={
        <VersionPicker
          version={version}
          search={search}
          onSearch={setSearch}
          all={all}
          found={found}
          onPick={(next) => void navigate(launchHref(scope, { ...query, version: next }))}
        />
      }
    >
      <LaunchPlanForm query={query} id={{ ...entity, version }} />
    </LaunchFrame>
  )
}
