import { useQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { RECENT_RUNS_OF_ONE, runsOfEntityQuery } from '../../api/named-entities/recent-runs-query'
import type { EntityKind, EntityName, EntityVersion } from '../../domain/entities/entity-kind'
import { medianDuration, runsByVersion } from '../../domain/entities/entity-runs'
import type { Execution } from '../../domain/execution'
import { formatCount, formatDuration } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { RelativeTime } from '../time/relative-time'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { UrlSearchField } from '../layout/url-search-field'
import { SkeletonRows } from '../ui/skeleton-rows'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'
import { Tag } from '../ui/tag'
import { VirtualTable } from '../ui/virtual-table'
import { comparePath, versionPath } from './entity-paths'
import { RunStrip } from './run-strip'
import { useRowHeight } from './use-row-height'
import styles from './version-list.module.css'

/** What a list of versions shows of each. */
export interface ListedVersion {
  readonly id: EntityVersion
  readonly createdAt: number | undefined
  readonly active?: boolean
}

export interface VersionListProps<Version extends ListedVersion> {
  readonly kind: EntityKind
  readonly of: EntityName
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly versions: readonly Version[] }>>
}

/** The search of the URL, for the query that a page makes. */
export function useVersionSearch(): string {
  return useSearchParams()[0].get('version') ?? ''
}

/** Versions, latest first: a page at a time, as many as there are; the search is the server's. */
export function VersionList<Version extends ListedVersion>({ kind, of, query }: VersionListProps<Version>) {
  const { transport } = useApi()
  const [parameters, setParameters] = useSearchParams()
  const search = parameters.get('version') ?? ''
  const recent = useQuery(runsOfEntityQuery(transport, kind, of))
  const runs = useMemo(() => runsByVersion(recent.data?.runs ?? [], kind), [recent.data, kind])
  const versions = useMemo(
    () => distinct(query.data?.pages.flatMap((page) => page.versions) ?? [], search),
    [query.data, search],
  )
  const setSearch = (text: string) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before)
        if (text === '') next.delete('version')
        else next.set('version', text)
        return next
      },
      { replace: true },
    )
  return (
    <>
      <div className={styles.filters}>
        <UrlSearchField label="Find a version" value={search} onChange={setSearch} className={styles.search} />
        <span className="small faint">
          {query.data === undefined
            ? ''
            : `${formatCount(versions.length)} ${query.hasNextPage ? 'so far, there are more' : versions.length === 1 ? 'version' : 'versions'}`}
        </span>
      </div>
      <QueryRegion
        query={query}
        what="the versions"
        skeleton={<SkeletonRows rows={8} />}
        empty={() =>
          versions.length === 0 && !query.hasNextPage ? (
            <EmptyState
              compact
              kind={search === '' ? 'nothing' : 'no-match'}
              title={search === '' ? 'No versions' : `No version has “${search}” in it`}
              actions={search === '' ? undefined : <Button onClick={() => setSearch('')}>Show all</Button>}
            />
          ) : undefined
        }
      >
        {() => <VersionTable kind={kind} versions={versions} runs={runs} marksLatest={search === ''} />}
      </QueryRegion>
      {query.hasNextPage ? (
        <div className={styles.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  )
}

interface VersionTableProps {
  readonly kind: EntityKind
  readonly versions: readonly ListedVersion[]
  readonly runs: ReadonlyMap<string, readonly Execution[]>
  readonly marksLatest: boolean
}

const rowKey = ({ id }: ListedVersion) => id.version

function VersionTable({ kind, versions, runs, marksLatest }: VersionTableProps) {
  const navigate = useNavigate()
  const height = useRowHeight()
  const columns: readonly TableColumn[] = [
    { key: 'version', title: 'Version' },
    { key: 'registered', title: 'Registered', width: 120 },
    { key: 'runs', title: `Of the last ${RECENT_RUNS_OF_ONE} runs`, width: 168, hideBelow: 'sm' },
    { key: 'median', title: 'Median', width: 84, align: 'end', hideBelow: 'sm' },
    { key: 'compare', title: '', label: 'Compare', width: 100, align: 'end', hideBelow: 'sm' },
  ]
  const latest = marksLatest ? versions[0] : undefined
  const path = ({ id }: ListedVersion) => versionPath(kind, id, id.name, id.version)
  return (
    <VirtualTable
      label="Versions"
      columns={columns}
      rows={versions}
      rowKey={rowKey}
      rowHeight={() => height}
      onOpen={(version) => void navigate(path(version))}
      renderRow={(version, { cursor, index }) => (
        <TableRow key={version.id.version} cursor={cursor} style={{ height }}>
          <td>
            <span className="row">
              <Link href={path(version)} className={styles.version}>
                <MiddleTruncate text={version.id.version} mono />
              </Link>
              {marksLatest && index === 0 ? <Tag>latest</Tag> : null}
              {version.active === true ? <Tag>active</Tag> : null}
            </span>
          </td>
          <td className="dim">
            <RelativeTime at={version.createdAt} />
          </td>
          <td className={columnClass({ hideBelow: 'sm' })}>
            <RunStrip runs={runs.get(version.id.version) ?? []} />
          </td>
          <td data-align="end" className={columnClass({ hideBelow: 'sm' })}>
            {durationWords(medianDuration(runs.get(version.id.version) ?? []))}
          </td>
          <td data-align="end" className={columnClass({ hideBelow: 'sm' })}>
            {latest === undefined || latest.id.version === version.id.version ? null : (
              <Link
                look="accent"
                className="small"
                href={comparePath(kind, version.id, version.id.version, latest.id.version)}
                aria-label={`Compare ${version.id.version} with the latest`}
              >
                Compare
              </Link>
            )}
          </td>
        </TableRow>
      )}
    />
  )
}

function durationWords(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '' : formatDuration(milliseconds)
}

/** Offsets shift while somebody registers: a version may come twice. What the server's filter let through is filtered again. */
function distinct<Version extends ListedVersion>(versions: readonly Version[], search: string): readonly Version[] {
  const seen = new Set<string>()
  return versions.filter(({ id }) => {
    if (seen.has(id.version) || !id.version.includes(search)) return false
    seen.add(id.version)
    return true
  })
}
