import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { Execution } from '../../domain/execution'
import { criticalPath } from '../../domain/execution-critical-path'
import { hasNodeFailed } from '../../domain/execution-node'
import { type ExecutionTimes, executionTimes, shownSpan } from '../../domain/execution-span'
import type { NodeRow as Row, TreeRow } from '../../domain/execution-tree'
import { areLettersOn, isTyping, useRowKeys } from '../ui/use-row-keys'
import { useVirtualRows } from '../ui/use-virtual-rows'
import { NodeRow, type RowFrame } from './node-row'
import styles from './node-tree.module.css'
import { NoteLine } from './note-line'
import { TimeAxis, TimeMarks } from './time-axis'
import { TreeClock } from './tree-clock'
import { useTreeHeights } from './use-tree-heights'
import { useWidth } from '../ui/use-width'

export interface NodeTreeProps {
  readonly execution: Execution
  readonly rows: readonly TreeRow[]
  readonly selected: string | undefined
  /** Whether all rows of the top level are there: until then nothing else is asked for. */
  readonly settled: boolean
  readonly showCriticalPath: boolean
  /** When the first failure was, in epoch milliseconds. */
  readonly failedAt: number | undefined
  readonly hrefOf: (row: Row) => string
  readonly onSelect: (row: Row) => void
  readonly onToggle: (key: string, open: boolean) => void
}

/** Pixels of the tabs and the axis above the rows, and of the legend below them. */
const covered = { start: 68, end: 40 }

/** The nodes of an execution: a tree, and beside each row what its time went into. */
export function NodeTree({
  execution,
  rows,
  selected,
  settled,
  showCriticalPath,
  failedAt,
  hrefOf,
  onSelect,
  onToggle,
}: NodeTreeProps) {
  const heights = useTreeHeights()
  const axis = useWidth()
  const body = useRef<HTMLDivElement>(null)
  const keyOf = useCallback((index: number) => rows[index]?.key ?? String(index), [rows])
  const heightOf = useCallback(
    (index: number) => {
      const row = rows[index]
      return row?.type === 'node' && row.kind === 'map' && row.node !== undefined ? heights.map : heights.row
    },
    [rows, heights.map, heights.row],
  )
  const virtual = useVirtualRows({ count: rows.length, keyOf, heightOf, covered })
  const times = useMemo(() => executionTimes(execution, rows), [execution, rows])
  const live = times !== undefined && times.to === undefined
  const frameAt = useMemo(() => framesOf(times, hrefOf, onToggle), [times, hrefOf, onToggle])
  const critical = useMemo(
    () => (showCriticalPath ? criticalPath(rows, Infinity) : new Set<string>()),
    [showCriticalPath, rows],
  )

  // What an address selects comes into sight once it is there; what is clicked is in sight already. Scrolling is the browser's.
  const place = selected === undefined ? -1 : rows.findIndex((row) => row.key === selected)
  const { scrollTo } = virtual
  const isThere = place >= 0
  const reveal = useEffectEvent(() => {
    const drawn = virtual.items.some(({ index }) => index === place)
    scrollTo(place, drawn ? 'near' : 'middle')
  })
  useEffect(() => {
    if (!isThere) return
    const frame = requestAnimationFrame(reveal)
    return () => cancelAnimationFrame(frame)
  }, [selected, isThere])

  const nodeAt = (index: number): Row | undefined => {
    const row = rows[index]
    return row?.type === 'node' ? row : undefined
  }
  const { cursor, setCursor } = useRowKeys({
    count: rows.length,
    scrollTo: virtual.scrollTo,
    onOpen: (index) => {
      const row = nodeAt(index)
      if (row !== undefined) onSelect(row)
    },
    onKey: (key, index) => {
      const row = nodeAt(index)
      if (row === undefined) return false
      if (key === 'ArrowRight' && row.expandable) {
        if (row.expanded) setCursor(index + 1)
        else onToggle(row.key, true)
        return true
      }
      if (key !== 'ArrowLeft') return false
      if (row.expanded) onToggle(row.key, false)
      else {
        const parent = rows.findIndex((one) => one.key === row.parentKey)
        if (parent >= 0) {
          setCursor(parent)
          virtual.scrollTo(parent)
        }
      }
      return true
    },
  })

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event) || !areLettersOn() || (event.key !== '[' && event.key !== ']')) return
    const failed = rows.flatMap((row, at) =>
      row.type === 'node' && row.node !== undefined && hasNodeFailed(row.node.phase) ? [at] : [],
    )
    const at = cursor >= 0 ? cursor : rows.findIndex((row) => row.key === selected)
    const next = event.key === ']' ? failed.find((one) => one > at) : failed.findLast((one) => one < at || at < 0)
    const row = next === undefined ? undefined : nodeAt(next)
    if (next === undefined || row === undefined) return
    event.preventDefault()
    setCursor(next)
    virtual.scrollTo(next)
    onSelect(row)
  })
  // Shortcuts work wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  // The focus follows the cursor, so that screen readers say the row and Tab goes on from it. It is outside React.
  useEffect(() => {
    const focused = document.activeElement
    if (cursor < 0 || (focused !== document.body && !body.current?.contains(focused))) return
    body.current?.querySelector<HTMLElement>(`[data-index="${cursor}"]`)?.focus({ preventScroll: true })
  }, [cursor])

  return (
    <div role="treegrid" aria-label="Nodes" aria-rowcount={rows.length + 1} className={styles.tree}>
      <TreeClock live={live}>
        {(tick) => {
          const now = live ? tick : (times?.to ?? 0)
          const frame = frameAt(now)
          const { span } = frame
          return (
            <>
              <div role="row" className={styles.axis}>
                <div role="columnheader" className={styles.nameTitle}>
                  Node
                </div>
                <div role="columnheader" className={styles.durationTitle}>
                  Duration
                </div>
                <div role="columnheader" aria-label="Time" className={styles.labels} ref={axis.ref}>
                  {times === undefined ? null : <TimeAxis span={span} width={axis.width} />}
                </div>
              </div>
              <div
                role="rowgroup"
                ref={virtual.ref}
                className={styles.body}
                style={{ height: virtual.totalHeight, '--line': `${heights.line}px` }}
              >
                {times === undefined ? null : (
                  <TimeMarks span={span} width={axis.width} failedAt={failedAt} now={live ? now : undefined} />
                )}
                <div
                  role="presentation"
                  ref={body}
                  data-testid={times === undefined ? undefined : 'timeline-ready'}
                  style={{ transform: `translateY(${virtual.before}px)` }}
                >
                  {virtual.items.map((item) => {
                    const row = rows[item.index]
                    if (row === undefined) return null
                    const isNode = row.type === 'node'
                    return (
                      <div
                        key={item.key}
                        role="row"
                        data-testid={isNode ? 'node-row' : undefined}
                        data-index={item.index}
                        data-cursor={item.index === cursor ? '' : undefined}
                        data-map={isNode && row.kind === 'map' ? '' : undefined}
                        aria-level={row.depth + 1}
                        aria-posinset={row.position}
                        aria-setsize={row.siblings}
                        aria-expanded={isNode && row.expandable ? row.expanded : undefined}
                        aria-selected={row.key === selected}
                        tabIndex={item.index === Math.max(0, cursor) ? 0 : -1}
                        className={styles.row}
                        style={{ height: item.size }}
                        onClick={(event) => {
                          if (!isNode || isOwnControl(event.target)) return
                          setCursor(item.index)
                          onSelect(row)
                        }}
                      >
                        {isNode ? (
                          <NodeRow row={row} frame={frame} critical={critical.has(row.key)} detailed={settled} />
                        ) : (
                          <NoteLine note={row} />
                        )}
                      </div>
                    )
                  })}
                </div>
              </div>
            </>
          )
        }}
      </TreeClock>
    </div>
  )
}

/** One frame per instant: rows that are given the one that they have are not drawn again while the list is scrolled. */
function framesOf(
  times: ExecutionTimes | undefined,
  hrefOf: RowFrame['hrefOf'],
  onToggle: RowFrame['onToggle'],
): (now: number) => RowFrame {
  let last: RowFrame | undefined
  return (now) => {
    if (last?.now === now) return last
    last = { span: times === undefined ? { from: 0, to: 1 } : shownSpan(times, now), now, hrefOf, onToggle }
    return last
  }
}

function isOwnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, [popover]') !== null
}

declare module 'react' {
  interface CSSProperties {
    /** How deep a row of the tree is, from 0. */
    '--depth'?: number
    /** Height of the line that holds a row's name. */
    '--line'?: string
  }
}
