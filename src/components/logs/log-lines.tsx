import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { logLevel, plainLine } from '../../domain/execution-log'
import { Link } from '../ui/link'
import { useVirtualRows } from '../ui/use-virtual-rows'
import { useWidth } from '../ui/use-width'
import { AnsiLine } from './ansi-line'
import styles from './log-lines.module.css'

export interface LogLinesProps {
  readonly label: string
  readonly lines: readonly string[]
  /** Numbers, from 0, of the lines that are shown; all when left out. */
  readonly only: readonly number[] | undefined
  readonly wrap: boolean
  /** Stays at the end while lines come in. */
  readonly follow: boolean
  readonly onFollow: (follow: boolean) => void
  readonly pattern: RegExp | undefined
  /** The line, from 0, that the search stands on. */
  readonly found: number | undefined
  /** The line, from 1, that the address names. */
  readonly linked: number | undefined
  readonly hrefOf: (line: number) => string
}

/** Pixels: the height of a line, the numbers' column, and a letter of the log's type. */
const LINE = 17
const NUMBERS = 54
const LETTER = 6.9
/** As near to the end as that counts as being there. */
const nearEnd = 24

/** The lines of a log, of which only those in sight are drawn. */
export function LogLines({
  label,
  lines,
  only,
  wrap,
  follow,
  onFollow,
  pattern,
  found,
  linked,
  hrefOf,
}: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const top = useRef(0)
  const { ref: widthRef, width } = useWidth()
  const count = only?.length ?? lines.length
  const numberAt = useCallback((index: number) => (only === undefined ? index : (only[index] ?? 0)), [only])
  const letters = wrap ? Math.max(20, Math.floor((width - NUMBERS - 14) / LETTER)) : 0
  const keyOf = useCallback((index: number) => String(numberAt(index)), [numberAt])
  const heightOf = useCallback(
    (index: number) => {
      if (letters === 0) return LINE
      const length = plainLine(lines[numberAt(index)] ?? '').length
      return LINE * Math.max(1, Math.ceil(length / letters))
    },
    [letters, lines, numberAt],
  )
  const { ref, items, totalHeight, before, scrollTo } = useVirtualRows({ count, keyOf, heightOf, overscan: 20 })

  // The end of a growing log is kept in sight. Scrolling is the browser's.
  useLayoutEffect(() => {
    const element = scroller.current
    if (follow && element) element.scrollTop = element.scrollHeight
  }, [follow, count, totalHeight])

  const indexOf = useCallback(
    (line: number) => (only === undefined ? line : only.findIndex((one) => one >= line)),
    [only],
  )
  // The line of the address comes into sight once it has been read, and the search's when it moves.
  const target = found ?? (linked === undefined ? undefined : linked - 1)
  const isThere = target !== undefined && target < lines.length
  useEffect(() => {
    if (!isThere || follow) return
    // The rows have to be laid out before one can be scrolled to.
    const frame = requestAnimationFrame(() => scrollTo(indexOf(target)))
    return () => cancelAnimationFrame(frame)
  }, [isThere, follow, target, scrollTo, indexOf])

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={({ currentTarget }) => {
        const { scrollTop, clientHeight, scrollHeight } = currentTarget
        const atEnd = scrollHeight - clientHeight - scrollTop < nearEnd
        // Only going up by hand ends the following, not that the log grows.
        if (follow && !atEnd && scrollTop < top.current) onFollow(false)
        top.current = scrollTop
      }}
      tabIndex={0}
      role="log"
      aria-label={label}
      aria-live="off"
      data-own-keys=""
    >
      <div ref={widthRef}>
        <div ref={ref} className={styles.lines} style={{ height: totalHeight }}>
          <div style={{ transform: `translateY(${before}px)` }}>
            {items.map((item) => {
              const number = numberAt(item.index)
              const line = lines[number] ?? ''
              return (
                <div
                  key={item.key}
                  className={styles.line}
                  data-level={logLevel(line)}
                  data-linked={number + 1 === linked ? '' : undefined}
                  data-wrap={wrap ? '' : undefined}
                  style={{ height: item.size }}
                >
                  {/* Thousands of stops would be no way through a page by keyboard: the foot has the link of the line found or linked. */}
                  <Link
                    look="bare"
                    href={hrefOf(number + 1)}
                    tabIndex={-1}
                    className={styles.number}
                    aria-label={`Line ${number + 1}`}
                  >
                    {number + 1}
                  </Link>
                  <span className={styles.text}>
                    <AnsiLine line={line} pattern={pattern} current={number === found} />
                  </span>
                </div>
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}
