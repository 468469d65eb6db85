import { useQuery } from '@tanstack/react-query'
import { runsOfEntityQuery } from '../../api/named-entities/recent-runs-query'
import type { EntityKind, EntityName } from '../../domain/entities/entity-kind'
import { medianDuration, runsByVersion } from '../../domain/entities/entity-runs'
import { formatDuration } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { QueryRegion, type RegionQuery } from '../layout/query-region'
import { RelativeTime } from '../time/relative-time'
import { Link } from '../ui/link'
import { MiddleTruncate } from '../ui/middle-truncate'
import { SkeletonRows } from '../ui/skeleton-rows'
import { Table } from '../ui/table'
import { columnClass, type TableColumn } from '../ui/table-column'
import { TableRow } from '../ui/table-row'
import { Tag } from '../ui/tag'
import { entityPath, versionPath } from './entity-paths'
import { RunStrip } from './run-strip'
import { Section } from './section'
import type { ListedVersion } from './version-list'
import { VersionLinks } from './version-links'

export interface VersionsSectionProps<Version extends ListedVersion> {
  readonly kind: EntityKind
  readonly of: EntityName
  /** The first page of all versions, latest first. */
  readonly query: RegionQuery<{
    readonly pages: readonly { readonly versions: readonly Version[]; readonly token: string }[]
  }>
}

const SHOWN = 6
const SLOTS = 12

/** The latest versions with how they went; all of them are a tab away. */
export function VersionsSection<Version extends ListedVersion>({ kind, of, query }: VersionsSectionProps<Version>) {
  const { transport } = useApi()
  const recent = useQuery(runsOfEntityQuery(transport, kind, of))
  const runs = runsByVersion(recent.data?.runs ?? [], kind)
  const first = query.data?.pages[0]
  const known = first?.versions ?? []
  const path = entityPath(kind, of, of.name)
  const columns: readonly TableColumn[] = [
    { key: 'version', title: 'Version' },
    { key: 'registered', title: 'Registered', width: 96 },
    { key: 'runs', title: 'Last runs', width: 104, hideBelow: 'sm' },
    { key: 'median', title: 'Median', width: 76, align: 'end' },
  ]
  return (
    <Section
      title="Versions"
      note={
        first === undefined
          ? undefined
          : known.length > SHOWN
            ? `${SHOWN} of ${known.length}${first.token === '' ? '' : '+'}`
            : known.length
      }
      actions={<VersionLinks path={path} comparable={known.length > 1} />}
    >
      <QueryRegion query={query} what="the versions" skeleton={<SkeletonRows rows={4} />}>
        {() => (
          <Table label="Latest versions" columns={columns} flush>
            {known.slice(0, SHOWN).map((version, index) => {
              const own = runs.get(version.id.version) ?? []
              const median = medianDuration(own)
              return (
                <TableRow key={version.id.version}>
                  <td>
                    <span className="row">
                      <Link href={versionPath(kind, of, of.name, version.id.version)} className="cut">
                        <MiddleTruncate text={version.id.version} mono />
                      </Link>
                      {index === 0 ? <Tag>latest</Tag> : null}
                      {version.active === true ? <Tag>active</Tag> : null}
                    </span>
                  </td>
                  <td className="dim">
                    <RelativeTime at={version.createdAt} />
                  </td>
                  <td className={columnClass({ hideBelow: 'sm' })}>
                    <RunStrip runs={own} slots={SLOTS} />
                  </td>
                  <td data-align="end">{median === undefined ? '' : formatDuration(median)}</td>
                </TableRow>
              )
            })}
          </Table>
        )}
      </QueryRegion>
    </Section>
  )
}
