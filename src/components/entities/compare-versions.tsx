import { type InfiniteData, useQuery, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { ArrowLeftRight } from 'lucide-react'
import { useNavigate, useSearchParams } from 'react-router'
import { versionFieldsQuery } from '../../api/named-entities/version-fields-query'
import { type EntityKind, type EntityName, kindWords } from '../../domain/entities/entity-kind'
import { type Comparison, compareFields } from '../../domain/entities/field-changes'
import { partsOf } from '../../domain/entities/version-fields'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { IconButton } from '../ui/icon-button'
import { Select } from '../ui/select'
import { SkeletonRows } from '../ui/skeleton-rows'
import { CompareEffect } from './compare-effect'
import { DiffTable } from './diff-table'
import { comparePath } from './entity-paths'
import { Section } from './section'
import type { ListedVersion } from './version-list'
import columns from './columns.module.css'
import styles from './compare-versions.module.css'

export interface CompareVersionsProps<Version extends ListedVersion> {
  readonly kind: EntityKind
  readonly of: EntityName
  /** Versions, latest first. */
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly versions: readonly Version[] }>>
}

/** Two versions side by side; which two is in the URL. Without a choice, the latest and the one before it. */
export function CompareVersions<Version extends ListedVersion>({ kind, of, query }: CompareVersionsProps<Version>) {
  const navigate = useNavigate()
  const [parameters] = useSearchParams()
  const known = [...new Set(query.data?.pages.flatMap(({ versions }) => versions.map(({ id }) => id.version)) ?? [])]
  const to = parameters.get('to') ?? known[0] ?? ''
  const from = parameters.get('from') ?? known[known.indexOf(to) + 1] ?? known.find((version) => version !== to) ?? ''
  const choose = (nextFrom: string, nextTo: string) =>
    void navigate(comparePath(kind, of, nextFrom, nextTo), { replace: true })
  const options = (chosen: string) =>
    [...new Set([...known, chosen])]
      .filter((version) => version !== '')
      .map((version) => ({ value: version, label: version === known[0] ? `${version} (latest)` : version }))
  return (
    <>
      <div className={styles.bar}>
        <label className={styles.choice}>
          <span className="small dim">From</span>
          <Select value={from} options={options(from)} onChange={(version) => choose(version, to)} className="mono" />
        </label>
        <IconButton label="Swap" icon={ArrowLeftRight} size="sm" onClick={() => choose(to, from)} />
        <label className={styles.choice}>
          <span className="small dim">To</span>
          <Select value={to} options={options(to)} onChange={(version) => choose(from, version)} className="mono" />
        </label>
        {query.hasNextPage ? (
          <Button
            size="sm"
            variant="ghost"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Offer older versions
          </Button>
        ) : null}
      </div>
      <div className={styles.body}>
        <QueryRegion query={query} what="the versions" skeleton={<SkeletonRows rows={6} />}>
          {() =>
            from === '' || to === '' ? (
              <EmptyState compact title="There is only one version">
                Two versions of a {kindWords[kind].one} can be compared once there are two.
              </EmptyState>
            ) : (
              <Compared kind={kind} of={of} from={from} to={to} />
            )
          }
        </QueryRegion>
      </div>
    </>
  )
}

interface ComparedProps {
  readonly kind: EntityKind
  readonly of: EntityName
  readonly from: string
  readonly to: string
}

function Compared({ kind, of, from, to }: ComparedProps) {
  const { transport } = useApi()
  const before = useQuery(versionFieldsQuery(transport, kind, { ...of, version: from }))
  const after = useQuery(versionFieldsQuery(transport, kind, { ...of, version: to }))
  return (
    <div className={columns.columns}>
      <QueryRegion query={before} what={`version ${from}`} skeleton={<SkeletonRows rows={6} />}>
        {(was) => (
          <QueryRegion query={after} what={`version ${to}`} skeleton={<SkeletonRows rows={6} />}>
            {(is) => <Differences kind={kind} from={from} to={to} comparison={compareFields(was, is)} />}
          </QueryRegion>
        )}
      </QueryRegion>
      <CompareEffect kind={kind} of={of} from={from} to={to} />
    </div>
  )
}

interface DifferencesProps extends Omit<ComparedProps, 'of'> {
  readonly comparison: Comparison
}

function Differences({ kind, from, to, comparison: { changes, same } }: DifferencesProps) {
  const sameParts = partsOf(kind, same)
  return (
    <div className={columns.stack}>
      {changes.length === 0 ? (
        <EmptyState compact title="They are the same">
          Every field of {from} and {to} is equal; only when they were registered differs.
        </EmptyState>
      ) : (
        partsOf(kind, changes).map(({ title, items }) => {
          const alike = sameParts.find((part) => part.title === title)?.items.length ?? 0
          return (
            <Section
              key={title}
              title={title}
              note={`${items.length} of ${items.length + alike} ${items.length + alike === 1 ? 'field differs' : 'fields differ'}`}
            >
              <DiffTable label={`${title}, differences`} before={from} after={to} changes={items} />
            </Section>
          )
        })
      )}
      {same.length === 0 ? null : (
        <details className={styles.same}>
          <summary>
            The same in both: {same.length} {same.length === 1 ? 'field' : 'fields'}
          </summary>
          {sameParts.map(({ title, items }) => (
            <dl key={title} aria-label={title} className={styles.fields}>
              {items.map(({ field, text }) => (
                <div key={field}>
                  <dt>{field}</dt>
                  <dd className="mono break">{text}</dd>
                </div>
              ))}
            </dl>
          ))}
        </details>
      )}
    </div>
  )
}
