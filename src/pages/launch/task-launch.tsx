import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { latestTaskQuery, taskQuery, taskVersionsQuery } from '../../api/tasks/task-queries'
import { useApi } from '../../components/layout/api-context'
import { QueryRegion } from '../../components/layout/query-region'
import { useScope } from '../../components/layout/use-scope'
import { EmptyState } from '../../components/ui/empty-state'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { NO_OPTIONS } from '../../domain/execution-request/execution-options'
import { taskInterface } from '../../domain/execution-request/launch-interface'
import { LaunchFrame } from './launch-frame'
import { launchHref, type LaunchQuery } from './launch-query'
import { PrefilledForm } from './prefilled-form'
import { VersionPicker } from './version-picker'

/** A task by itself, in the version that the URL names or the latest. */
export function TaskLaunch({ query }: { readonly query: LaunchQuery }) {
  const { transport } = useApi()
  const scope = useScope()
  const navigate = useNavigate()
  const entity = { ...scope, name: query.name }
  const latest = useQuery({ ...latestTaskQuery(transport, entity), enabled: query.version === '' })
  const [search, setSearch] = useState('')
  const all = useInfiniteQuery(taskVersionsQuery(transport, entity, ''))
  const found = useInfiniteQuery({
    ...taskVersionsQuery(transport, entity, search.trim()),
    placeholderData: keepPreviousData,
  })
  const version = query.version === '' ? latest.data?.id.version : query.version
  const task = useQuery({
    ...taskQuery(transport, { ...entity, version: version ?? '' }),
    enabled: version !== undefined,
  })
  const skeleton = <SkeletonRows rows={6} widths={[120, '60%']} />
  if (version === undefined) {
    return (
      <LaunchFrame query={query}>
        <QueryRegion query={latest} what={`the task ${query.name}`} skeleton={skeleton}>
          {() => (
            <EmptyState title="There is no such task">
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
      <QueryRegion query={task} what={`the task ${query.name}, version ${version}`} skeleton={skeleton}>
        {(data) => (
          <PrefilledForm
            query={query}
            target={{ ...entity, version, kind: 'task' }}
            planOptions={NO_OPTIONS}
            launchInterface={taskInterface(data.interface?.inputs)}
          />
        )}
      </QueryRegion>
    </LaunchFrame>
  )
}
