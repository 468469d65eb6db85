import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { attemptsQuery } from '../../api/task-executions/attempt-queries'
import { LIVE_POLL_MS } from '../../config/timing'
import type { Attempt } from '../../domain/execution-attempt'
import { failedAttempt } from '../../domain/execution-failure'
import { mapItems } from '../../domain/execution-map'
import { hasNodeEnded, hasNodeFailed, isCacheHit, nodeRunTime } from '../../domain/execution-node'
import { isWaiting, kindText, nodeLook } from '../../domain/execution-node-look'
import { rowBars, type TimeSpan } from '../../domain/execution-timeline'
import type { NodeRow as Row } from '../../domain/execution-tree'
import { formatDuration } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { Link } from '../ui/link'
import { PhaseGlyph } from '../ui/phase-glyph'
import { BarNote } from './bar-note'
import { GateActions } from './gate-actions'
import { MapStrip, MapTally } from './map-strip'
import { RowBars } from './row-bars'
import styles from './node-tree.module.css'

/** What is the same for all rows that are drawn at once. */
export interface RowFrame {
  readonly span: TimeSpan
  /** Epoch milliseconds; the end of what has ended. */
  readonly now: number
  readonly hrefOf: (row: Row) => string
  readonly onToggle: (key: string, open: boolean) => void
}

export interface NodeRowProps {
  readonly row: Row
  readonly frame: RowFrame
  readonly critical: boolean
  /** Whether its attempts are worth a request. */
  readonly detailed: boolean
}

/** The cells of a node's row; drawn again only when something in it has changed. */
export const NodeRow = memo(function NodeRow(props: NodeRowProps) {
  const { node, kind } = props.row
  const hasAttempts = node !== undefined && (kind === 'task' || kind === 'map' || kind === 'unknown')
  return hasAttempts && !isCacheHit(node) ? (
    <RowWithAttempts {...props} ended={hasNodeEnded(node.phase)} />
  ) : (
    <Cells {...props} attempts={undefined} />
  )
})

/** Milliseconds that a row has to be in sight before its attempts are asked for: scrolling past costs nothing. */
const sightTime = 500
/** A bar may lag behind; the panel asks as often as it needs to. */
const barPoll = 3 * LIVE_POLL_MS

function RowWithAttempts({ ended, detailed, ...props }: NodeRowProps & { readonly ended: boolean }) {
  const { transport } = useApi()
  const { execution, nodeId } = props.row
  const [seen, setSeen] = useState(false)
  // A timer is outside React.
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), sightTime)
    return () => clearTimeout(timer)
  }, [])
  const query = attemptsQuery(transport, execution, nodeId, !ended)
  const { data } = useQuery({ ...query, enabled: seen && detailed, refetchInterval: ended ? false : barPoll })
  return <Cells {...props} attempts={data} />
}

function Cells({
  row,
  frame,
  critical,
  attempts,
}: Omit<NodeRowProps, 'detailed'> & { readonly attempts: readonly Attempt[] | undefined }) {
  const { node } = row
  const look = nodeLook(node, row.outline?.gate)
  const items = row.kind === 'map' && attempts !== undefined ? mapItems(attempts) : []
  const bars = rowBars(row, attempts, frame.now)
  const kind = kindText(row, items.length > 0 ? items.length : undefined, attempts?.length)
  const time = node === undefined || isCacheHit(node) ? undefined : nodeRunTime(node, frame.now)
  return (
    <>
      <div role="gridcell" className={styles.name} style={{ '--depth': row.depth }}>
        {row.expandable ? (
          <button
            type="button"
            className={styles.twisty}
            tabIndex={-1}
            aria-expanded={row.expanded}
            aria-label={`${row.expanded ? 'Fold' : 'Unfold'} ${row.name}`}
            onClick={() => frame.onToggle(row.key, !row.expanded)}
          >
            <Icon of={ChevronRight} size="xs" />
          </button>
        ) : (
          <span className={styles.twisty} />
        )}
        <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />
        <Link
          href={frame.hrefOf(row)}
          look="bare"
          tabIndex={-1}
          data-cut="end"
          className={classNames('cut', styles.leaf, node === undefined && 'faint')}
        >
          {row.name}
        </Link>
        {row.name === row.specId ? null : <span className={styles.id}>{row.specId}</span>}
        {kind === '' ? null : <span className={styles.kind}>{kind}</span>}
        {row.outline?.gate !== undefined && isWaiting(node) ? (
          <GateActions
            execution={row.execution}
            name={row.name}
            gate={row.outline.gate}
            panelHref={frame.hrefOf(row)}
          />
        ) : null}
      </div>
      <div role="gridcell" className={classNames(styles.duration, node && hasNodeFailed(node.phase) && styles.failed)}>
        {time === undefined ? null : formatDuration(time)}
      </div>
      <div role="gridcell" className={styles.time}>
        <RowBars bars={bars} span={frame.span} critical={critical} />
        <BarNote row={row} bars={bars} error={failedAttempt(attempts ?? [])?.error ?? node?.error} span={frame.span} />
      </div>
      {items.length > 0 ? (
        <div role="gridcell" className={styles.map} style={{ '--depth': row.depth }}>
          <MapStrip items={items} name={row.name} />
          <MapTally items={items} />
        </div>
      ) : null}
    </>
  )
}
