import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { activeLaunchPlansQuery } from '../../api/launch-plans/launch-plan-queries'
import { namedEntitiesQuery } from '../../api/named-entities/named-entity-queries'
import { RECENT_RUNS_OF_ALL, recentRunsQuery } from '../../api/named-entities/recent-runs-query'
import { TOLD_VERSIONS, toldVersionsQuery } from '../../api/named-entities/told-versions-query'
import { paths, type Scope } from '../../config/paths'
import { type EntityKind, kindWords } from '../../domain/entities/entity-kind'
import { formatCount } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { LiveIndicator } from '../layout/live-indicator'
import { PageFrame } from '../layout/page-frame'
import { QueryRegion } from '../layout/query-region'
import { useMinute } from '../time/use-now'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Count } from '../ui/count'
import { EmptyState } from '../ui/empty-state'
import { UrlSearchField } from '../layout/url-search-field'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Switch } from '../ui/switch'
import { entityRows, shownRows } from './entity-rows'
import { EntityTable } from './entity-table'
import { type ListState, parseListState, serialiseListState } from './list-state'
import styles from './entity-list.module.css'

export interface EntityListProps {
  readonly kind: EntityKind
  readonly scope: Scope
}

/** The page of all tasks, workflows or launch plans of a project and domain. Four calls, whatever its length. */
export function EntityList({ kind, scope }: EntityListProps) {
  const { transport } = useApi()
  const [query, setQuery] = useSearchParams()
  const state = parseListState(query)
  const change = (part: Partial<ListState>) =>
    setQuery(serialiseListState({ ...state, ...part }), { replace: 'search' in part })
  const names = useQuery(namedEntitiesQuery(transport, kind, scope))
  const recent = useQuery(recentRunsQuery(transport, scope))
  const active = useQuery({ ...activeLaunchPlansQuery(transport, scope), enabled: kind !== 'task' })
  const told = useQuery(toldVersionsQuery(transport, kind, scope))
  const minute = useMinute()
  const now = minute - (minute % 60_000)
  const rows = useMemo(
    () =>
      entityRows(kind, {
        entities: names.data?.entities ?? [],
        runs: recent.data?.runs ?? [],
        activePlans: active.data ?? [],
        versions: told.data?.versions ?? [],
        now,
      }),
    [kind, names.data, recent.data, active.data, told.data, now],
  )
  const { search, archived, sort } = state
  const shown = useMemo(() => shownRows(rows, { search, archived, sort }), [rows, search, archived, sort])
  const words = kindWords[kind]
  const archivedCount = rows.filter((row) => row.archived).length
  return (
    <PageFrame
      documentTitle={words.title}
      title={
        <>
          {words.title}
          {names.data === undefined ? null : <Count value={rows.length - archivedCount} />}
        </>
      }
      status={
        <LiveIndicator
          readAt={names.dataUpdatedAt}
          live
          failing={names.isError || recent.isError}
          refreshing={names.isFetching || recent.isFetching}
          onRefresh={() => void Promise.all([names, recent, active, told].map((query) => query.refetch()))}
        />
      }
      actions={<ButtonLink href={paths.register(scope)}>Register</ButtonLink>}
      bare
    >
      <div className={styles.filters}>
        <UrlSearchField
          label="Find by name, module or description"
          value={search}
          shortcut="/"
          className={styles.search}
          onChange={(text) => change({ search: text })}
        />
        <Switch checked={archived} onChange={(on) => change({ archived: on })}>
          Archived{archivedCount === 0 ? '' : ` (${formatCount(archivedCount)})`}
        </Switch>
        <span className={styles.note}>
          {[
            names.data?.complete === false ? `the first ${formatCount(rows.length)} names` : '',
            recent.data?.complete === false ? `runs among the latest ${formatCount(RECENT_RUNS_OF_ALL)} here` : '',
            told.data?.complete === false ? `versions among the latest ${formatCount(TOLD_VERSIONS)}` : '',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </div>
      <div className={styles.body}>
        <QueryRegion
          query={names}
          what={`the ${words.many} of ${scope.project} / ${scope.domain}`}
          skeleton={<SkeletonRows rows={14} widths={['34%', 120, 70, 60]} />}
          empty={() =>
            rows.length === 0 ? (
              <EmptyState
                title={`No ${words.many} in ${scope.project} / ${scope.domain} yet`}
                actions={
                  <ButtonLink variant="primary" href={paths.register(scope)}>
                    Register a package
                  </ButtonLink>
                }
              >
                Make a package with <code>pyflyte package</code> and drop it on the Register page, or run{' '}
                <code>pyflyte register</code> against this endpoint.
              </EmptyState>
            ) : shown.length === 0 ? (
              <EmptyState
                kind="no-match"
                title={archived && search === '' ? `No ${words.one} is archived` : `No ${words.one} matches`}
                actions={<Button onClick={() => change({ search: '', archived: false })}>Show all</Button>}
              >
                {search === ''
                  ? null
                  : `Nothing ${archived ? 'archived ' : ''}has “${search}” in its name or description.`}
              </EmptyState>
            ) : undefined
          }
        >
          {() => (
            <EntityTable
              kind={kind}
              scope={scope}
              rows={shown}
              sort={sort}
              onSort={(next) => change({ sort: next })}
              allVersions={told.data?.complete ?? true}
              mayHaveRun={recent.data === undefined || rows.some(({ runs }) => runs.length > 0)}
              mayBePlanned={active.data === undefined || rows.some(({ plan }) => plan !== undefined)}
            />
          )}
        </QueryRegion>
      </div>
    </PageFrame>
  )
}
