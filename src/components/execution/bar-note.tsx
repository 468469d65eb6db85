import { NodeExecution_Phase as Phase } from '../../api/gen/flyteidl/core/execution_pb'
import { type FlyteError, hasNodeFailed, isCacheHit } from '../../domain/execution-node'
import { sleepsUntil } from '../../domain/execution-node-look'
import { type Bar, placeIn, type TimeSpan } from '../../domain/execution-timeline'
import { explainError } from '../../domain/execution-failure'
import type { NodeRow } from '../../domain/execution-tree'
import { formatClock } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { percent } from './row-bars'
import styles from './node-tree.module.css'

export interface BarNoteProps {
  readonly row: NodeRow
  readonly bars: readonly Bar[]
  /** Why it failed, whole where it has been read. */
  readonly error: FlyteError | undefined
  readonly span: TimeSpan
}

/** Shares of the axis: words stand right of the bar while there is room, else left of it, else nowhere. */
const roomFor = 0.3

/** A few words beside a bar: why it failed, what it waits for, why there is none. */
export function BarNote({ row, bars, error, span }: BarNoteProps) {
  const { timeZone } = usePreferences()
  const { node, outline } = row
  const first = bars[0]
  const last = bars.at(-1)
  const begun = first === undefined ? 0 : placeIn(span, first.from)
  const ended = last === undefined ? 0 : placeIn(span, last.to)
  const until = sleepsUntil(node, outline?.gate)
  const failed = node !== undefined && hasNodeFailed(node.phase) && error !== undefined
  const text = row.never
    ? 'never started'
    : node === undefined
      ? ''
      : node.phase === Phase.SKIPPED
        ? outline?.condition === undefined || outline.condition === ''
          ? 'skipped'
          : 'skipped, branch not taken'
        : node.phase === Phase.RECOVERED
          ? 'recovered'
          : isCacheHit(node)
            ? 'from cache'
            : until !== undefined
              ? `until ${formatClock(until, timeZone, true)}`
              : failed && !row.expandable
                ? explainError(error).title
                : ''
  if (text === '') return null
  const tone = failed ? 'fail' : undefined
  if (ended <= 1 - roomFor || last === undefined)
    return (
      <span
        className={styles.note}
        data-tone={tone}
        data-cut="end"
        data-after={last?.kind}
        style={{ insetInlineStart: percent(ended), maxWidth: percent(1 - ended) }}
      >
        {text}
      </span>
    )
  if (begun < roomFor) return null
  return (
    <span
      className={styles.note}
      data-tone={tone}
      data-cut="end"
      style={{ insetInlineEnd: percent(1 - begun), maxWidth: percent(begun) }}
    >
      {text}
    </span>
  )
}
