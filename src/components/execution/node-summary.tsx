import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { CatalogCacheStatus } from '../../api/gen/flyteidl/core/catalog_pb'
import { paths } from '../../config/paths'
import { type Attempt, hasAttemptEnded, hasAttemptFailed, liveLogs } from '../../domain/execution-attempt'
import { mapItems } from '../../domain/execution-map'
import { hasNodeEnded, nodeEnd, type NodeExecution } from '../../domain/execution-node'
import { isWaiting } from '../../domain/execution-node-look'
import { QueryRegion } from '../layout/query-region'
import { LogTail } from '../logs/log-tail'
import { LiveDuration } from '../time/live-duration'
import { RelativeTime } from '../time/relative-time'
import { KeyValue } from '../ui/key-value'
import { Link } from '../ui/link'
import { SkeletonRows } from '../ui/skeleton-rows'
import { AttemptList } from './attempt-list'
import { AttemptLog } from './attempt-log'
import { ErrorDetail } from './error-detail'
import type { ExecutionView, LinkTo } from './execution-view'
import { GateForm } from './gate-form'
import { MapItemDetail } from './map-item-detail'
import { MapItems } from './map-items'
import type { PanelNode } from './panel-node'
import styles from './node-panel.module.css'

export interface NodeSummaryProps {
  readonly shown: PanelNode
  readonly query: UseQueryResult<readonly Attempt[]>
  /** Whether the node can have attempts, so that they are read. */
  readonly reading: boolean
  readonly view: ExecutionView
  readonly linkTo: LinkTo
}

/** Lines of a log's end that the summary shows. */
const tailLines = 12

/** A node in one look: what it waits for or why it failed, its attempts, its log's end, and the facts. */
export function NodeSummary({ shown, query, reading, view, linkTo }: NodeSummaryProps) {
  const { node, row, attempts, attempt, execution } = shown
  const gate = row?.outline?.gate
  const error = attempt?.error ?? node.error
  const items = useMemo(() => mapItems(attempts), [attempts])
  const isMap = node.isArray || row?.kind === 'map' || items.length > 0
  const log = attempt === undefined || isMap ? undefined : liveLogs(attempt)[0]
  if (isMap && view.item !== undefined)
    return (
      <MapItemDetail
        index={view.item}
        item={items.find(({ index }) => index === view.item)}
        items={items}
        message={error?.message ?? ''}
        linkTo={linkTo}
      />
    )
  return (
    <>
      {gate !== undefined && isWaiting(node) ? (
        <section className={styles.section}>
          <GateForm execution={execution} node={node} name={shown.name} gate={gate} />
        </section>
      ) : null}
      {error === undefined ? null : (
        <section className={styles.section} aria-label="Error">
          <ErrorDetail error={error} />
        </section>
      )}
      {reading ? (
        <QueryRegion query={query} what="the attempts" skeleton={<SkeletonRows rows={2} widths={['60%']} />}>
          {(all) =>
            all.length === 0 ? null : (
              <section className={styles.section} aria-label="Attempts">
                <AttemptList attempts={all} chosen={attempt} node={node} linkTo={linkTo} />
              </section>
            )
          }
        </QueryRegion>
      ) : null}
      {items.length === 0 ? null : (
        <section className={styles.section} aria-label="Items">
          <MapItems
            items={items}
            message={error?.message ?? ''}
            settings={row?.outline?.map}
            chosen={view.item}
            linkTo={linkTo}
          />
        </section>
      )}
      {log === undefined || attempt === undefined ? null : (
        <section className={styles.section} aria-label="Log">
          <h3 className={styles.heading}>
            Log
            <Link look="accent" href={linkTo({ panel: 'logs' })} className="small">
              all of it
            </Link>
          </h3>
          <AttemptLog log={log}>
            {(path) => (
              <LogTail
                path={path}
                label={log.name}
                lines={tailLines}
                live={!hasAttemptEnded(attempt.phase) && !hasAttemptFailed(attempt.phase)}
              />
            )}
          </AttemptLog>
        </section>
      )}
      <section className={styles.section} aria-label="Facts">
        <Facts node={node} execution={shown.execution} attempt={attempt} />
      </section>
    </>
  )
}

function Facts({
  node,
  execution,
  attempt,
}: Pick<PanelNode, 'execution' | 'attempt'> & { readonly node: NodeExecution }) {
  const { cacheSource, child } = node
  return (
    <KeyValue
      entries={[
        { key: 'Node id', value: <span className="mono break">{node.nodeId}</span> },
        {
          key: 'Execution it started',
          value: child && (
            <Link look="accent" href={paths.execution(child, child.name)} className="mono break">
              {child.name}
            </Link>
          ),
        },
        { key: 'Created', value: <RelativeTime at={node.createdAt} /> },
        { key: 'Started', value: <RelativeTime at={node.startedAt} /> },
        {
          key: hasNodeEnded(node.phase) ? 'Took' : 'Running for',
          value: <LiveDuration start={node.startedAt} end={nodeEnd(node)} />,
        },
        { key: 'Cache', value: cacheWords(node.cacheStatus) },
        {
          key: 'Result from',
          value: cacheSource && (
            <Link
              look="accent"
              className="mono break"
              href={paths.execution(cacheSource.execution, cacheSource.execution.name, { node: cacheSource.nodeId })}
            >
              {cacheSource.execution.name}
            </Link>
          ),
        },
        {
          key: 'Runs as',
          value:
            attempt && attempt.generatedName !== '' ? (
              <span className="mono break">{attempt.generatedName}</span>
            ) : undefined,
        },
        {
          key: 'Type',
          value:
            attempt && attempt.taskType !== ''
              ? `${attempt.taskType}${attempt.plugin === '' ? '' : ` by ${attempt.plugin}`}`
              : undefined,
        },
        { key: 'Interruptible', value: attempt?.interruptible === true ? 'yes' : undefined },
        {
          key: 'Inputs at',
          value: node.inputUri === '' ? undefined : <span className="mono break">{node.inputUri}</span>,
        },
        {
          key: 'Outputs at',
          value: node.outputUri === '' ? undefined : <span className="mono break">{node.outputUri}</span>,
        },
        { key: 'In', value: <span className="mono break">{execution.name}</span> },
      ]}
    />
  )
}

const cacheTexts: Readonly<Record<number, string | undefined>> = {
  [CatalogCacheStatus.CACHE_MISS]: 'looked, found nothing',
  [CatalogCacheStatus.CACHE_HIT]: 'found: not run again',
  [CatalogCacheStatus.CACHE_POPULATED]: 'result kept for next time',
  [CatalogCacheStatus.CACHE_LOOKUP_FAILURE]: 'could not be looked up',
  [CatalogCacheStatus.CACHE_PUT_FAILURE]: 'result could not be kept',
  [CatalogCacheStatus.CACHE_SKIPPED]: 'left out on purpose',
  [CatalogCacheStatus.CACHE_EVICTED]: 'evicted',
}

function cacheWords(status: CatalogCacheStatus): string | undefined {
  return status === CatalogCacheStatus.CACHE_DISABLED ? undefined : (cacheTexts[status] ?? `Unknown (${status})`)
}
