import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { activeLaunchPlansQuery } from '../../api/launch-plans/launch-plan-queries'
import { namedEntitiesQuery } from '../../api/named-entities/named-entity-queries'
import { RECENT_RUNS_OF_ALL, recentRunsQuery } from '../../api/named-entities/recent-runs-query'
import { paths, type Scope } from '../../config/paths'
import { type EntityKind, kindWords } from '../../domain/entities/entity-kind'
import { scheduleText } from '../../domain/entities/schedule'
import { workflowPhaseLook } from '../../domain/phases'
import { formatCount, formatDuration } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { LiveIndicator } from '../layout/live-indicator'
import { PageFrame } from '../layout/page-frame'
import { QueryRegion } from '../layout/query-region'
import { RelativeTime } from '../time/relative-time'
import { useMinute } from '../time/use-now'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Count } from '../ui/count'
import { Cut } from '../ui/cut'
import { EmptyState } from '../ui/empty-state'
import { PhaseGlyph } from '../ui/phase-glyph'
import { UrlSearchField } from '../layout/url-search-field'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Switch } from '../ui/switch'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'
import { VirtualTable } from '../ui/virtual-table'
import { entityPath } from './entity-paths'
import { EntityName } from './entity-name'
import { type EntityRow, entityRows, shownRows } from './entity-rows'
import { type ListSort, type ListState, parseListState, serialiseListState } from './list-state'
import { RunStrip } from './run-strip'
import { useRowHeight } from './use-row-height'
import styles from './entity-list.module.css'

export interface EntityListProps {
  readonly kind: EntityKind
  readonly scope: Scope
}

/** The page of all tasks, workflows or launch plans of a project and domain. Three calls, whatever its length. */
export function EntityList({ kind, scope }: EntityListProps) {
  const { transport } = useApi()
  const [query, setQuery] = useSearchParams()
  const state = parseListState(query)
  const change = (part: Partial<ListState>) =>
    setQuery(serialiseListState({ ...state, ...part }), { replace: 'search' in part })
  const names = useQuery(namedEntitiesQuery(transport, kind, scope))
  const recent = useQuery(recentRunsQuery(transport, scope))
  const active = useQuery({ ...activeLaunchPlansQuery(transport, scope), enabled: kind !== 'task' })
  const minute = useMinute()
  const now = minute - (minute % 60_000)
  const rows = useMemo(
    () => entityRows(kind, names.data?.entities ?? [], recent.data?.runs ?? [], active.data ?? [], now),
    [kind, names.data, recent.data, active.data, now],
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
          onRefresh={() => void Promise.all([names.refetch(), recent.refetch(), active.refetch()])}
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
          {names.data?.complete === false ? `The first ${formatCount(rows.length)} names. ` : ''}
          {recent.data?.complete === false
            ? `Runs among the latest ${formatCount(RECENT_RUNS_OF_ALL)} of ${scope.project} / ${scope.domain}`
            : ''}
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
            <EntityTable kind={kind} scope={scope} rows={shown} sort={sort} onSort={(next) => change({ sort: next })} />
          )}
        </QueryRegion>
      </div>
    </PageFrame>
  )
}

interface EntityTableProps extends EntityListProps {
  readonly rows: readonly EntityRow[]
  readonly sort: ListSort
  readonly onSort: (sort: ListSort) => void
}

const rowKey = ({ name }: EntityRow) => name

function EntityTable({ kind, scope, rows, sort, onSort }: EntityTableProps) {
  const navigate = useNavigate()
  const height = useRowHeight()
  const sorting = (key: ListSort) => ({
    sorted: sort === key ? (key === 'name' ? ('ascending' as const) : ('descending' as const)) : undefined,
    onSort: () => onSort(key),
  })
  const planned = kind !== 'task'
  const described = rows.some(({ description }) => description !== '')
  const columns: readonly TableColumn[] = [
    {
      key: 'name',
      title: kindWords[kind].one.replace(/^./, (letter) => letter.toUpperCase()),
      ...(described ? { width: '36%' } : {}),
      ...sorting('name'),
    },
    { key: 'runs', title: 'Last 20 runs', width: 148, hideBelow: 'sm' },
    { key: 'last', title: 'Last run', width: 116, ...sorting('lastRun') },
    { key: 'median', title: 'Median', width: 84, align: 'end', hideBelow: 'md', ...sorting('median') },
    ...(planned
      ? [
          {
            key: 'next',
            title: kind === 'workflow' ? 'Next scheduled' : 'Schedule',
            width: 200,
            hideBelow: 'lg',
          } as const,
        ]
      : []),
    ...(described ? [{ key: 'description', title: 'Description', hideBelow: 'md' } as const] : []),
  ]
  return (
    <VirtualTable
      label={kindWords[kind].title}
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      rowHeight={() => height}
      onOpen={({ name }) => void navigate(entityPath(kind, scope, name))}
      renderRow={(row, { cursor }) => {
        const last = row.runs[0]
        const look = last && workflowPhaseLook(last.phase)
        return (
          <TableRow key={row.name} cursor={cursor} style={{ height }} data-testid="entity-row">
            <td>
              <EntityName name={row.name} href={entityPath(kind, scope, row.name)} />
            </td>
            <td className={columnClass({ hideBelow: 'sm' })}>
              <RunStrip runs={row.runs} />
            </td>
            <td>
              {last && look ? (
                <span className="row dim">
                  <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />
                  <RelativeTime at={last.createdAt} />
                </span>
              ) : (
                <span className="faint">–</span>
              )}
            </td>
            <td data-align="end" className={columnClass({ hideBelow: 'md' })}>
              {row.median === undefined ? '' : formatDuration(row.median)}
            </td>
            {planned ? (
              <td className={columnClass({ hideBelow: 'lg' })}>
                <PlanCell row={row} kind={kind} />
              </td>
            ) : null}
            {described ? (
              <td className={columnClass({ hideBelow: 'md' })}>
                <Cut className="dim small">{row.description}</Cut>
              </td>
            ) : null}
          </TableRow>
        )
      }}
    />
  )
}

function PlanCell({ row: { plan, nextStart }, kind }: { readonly row: EntityRow; readonly kind: EntityKind }) {
  if (plan === undefined) return kind === 'launchPlan' ? <span className="faint">Inactive</span> : null
  if (plan.schedule === undefined) return <span className="dim">Active, no schedule</span>
  const words = scheduleText(plan.schedule)
  return (
    <span className="dim cut" data-tooltip={`${plan.id.name}\n${words}`}>
      {nextStart === undefined ? words : <RelativeTime at={nextStart} />}
      {nextStart === undefined || kind === 'workflow' ? null : <span className="faint"> · {words}</span>}
    </span>
  )
}
