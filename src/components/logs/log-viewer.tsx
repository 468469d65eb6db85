import { useQuery } from '@tanstack/react-query'
import { ArrowDownToLine, ChevronDown, ChevronUp, Download, WrapText } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { LOG_STEP_BYTES, logQuery, type LogReading } from '../../api/logs/log-query'
import { type LogLevel, logLevel, logLines, matchingLines, plainLine, searchPattern } from '../../domain/execution-log'
import { formatBytes, formatCount } from '../../domain/times'
import { QueryRegion } from '../layout/query-region'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { IconButton } from '../ui/icon-button'
import { Link } from '../ui/link'
import { SearchField } from '../ui/search-field'
import { SkeletonRows } from '../ui/skeleton-rows'
import { LogLines } from './log-lines'
import styles from './log-viewer.module.css'

export interface LogViewerProps {
  /** Path and query of the log on this page's own server. */
  readonly path: string
  readonly label: string
  /** Whether more may be written to it. */
  readonly live: boolean
  /** Begins at its end, where the reason of a failure is. */
  readonly fromEnd: boolean
  /** The line, from 1, that the address names. */
  readonly linked: number | undefined
  readonly hrefOf: (line: number | undefined) => string
}

/** A log read in place: found in, followed while it is written, each line with an address of its own. */
export function LogViewer(props: LogViewerProps) {
  const [most, setMost] = useState(LOG_STEP_BYTES)
  const query = useQuery({
    ...logQuery(props.path, props.live, most),
    placeholderData: (before: LogReading | undefined) => before,
  })
  return (
    <QueryRegion query={query} what="the log" skeleton={<SkeletonRows rows={12} widths={['70%']} />}>
      {(reading) =>
        reading.size === 0 ? (
          <EmptyState compact title={props.live ? 'Nothing has been written yet' : 'Nothing was written'} />
        ) : (
          <Viewer {...props} reading={reading} onMore={() => setMost(most + LOG_STEP_BYTES)} />
        )
      }
    </QueryRegion>
  )
}

type Shown = 'all' | LogLevel

interface ViewerProps extends LogViewerProps {
  readonly reading: LogReading
  readonly onMore: () => void
}

function Viewer({ path, label, live, fromEnd, linked, hrefOf, reading, onMore }: ViewerProps) {
  const [text, setText] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [isPattern, setIsPattern] = useState(false)
  const [at, setAt] = useState(0)
  const [wrap, setWrap] = useState(true)
  const [shown, setShown] = useState<Shown>('all')
  const [follow, setFollow] = useState((live || fromEnd) && linked === undefined)

  const lines = useMemo(() => logLines(reading.log), [reading.log])
  const sought = useDeferredValue(text)
  const { pattern, problem } = useMemo(
    () => searchPattern({ text: sought, matchCase, isPattern }),
    [sought, matchCase, isPattern],
  )
  const levels = useMemo(() => byLevel(lines), [lines])
  const only = shown === 'all' ? undefined : levels[shown]
  const matches = useMemo(() => {
    if (pattern === undefined) return []
    const found = matchingLines(lines, pattern)
    if (only === undefined) return found
    const visible = new Set(only)
    return found.filter((line) => visible.has(line))
  }, [lines, pattern, only])
  const place = matches.length === 0 ? 0 : Math.min(at, matches.length - 1)
  const found = matches[place]
  /** The line, from 1, that the foot is about. */
  const current = found === undefined ? linked : found + 1
  const step = (by: number) => {
    setFollow(false)
    setAt((place + by + matches.length) % Math.max(1, matches.length))
  }
  return (
    <div className={styles.viewer}>
      <div className={styles.bar}>
        <SearchField
          label="Find in the log"
          value={text}
          shortcut="/"
          className={styles.search ?? ''}
          aria-invalid={problem !== undefined}
          onChange={(next) => {
            setText(next)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            step(event.shiftKey ? -1 : 1)
          }}
        />
        <span className={styles.count} role="status">
          {problem ??
            (text === '' ? '' : matches.length === 0 ? 'none' : `${place + 1} of ${formatCount(matches.length)}`)}
        </span>
        <IconButton label="Previous match" icon={ChevronUp} size="sm" onClick={() => step(-1)} />
        <IconButton label="Next match" icon={ChevronDown} size="sm" onClick={() => step(1)} />
        <Toggle label="Match case" on={matchCase} onChange={setMatchCase}>
          Aa
        </Toggle>
        <Toggle label="Regular expression" on={isPattern} onChange={setIsPattern}>
          .*
        </Toggle>
      </div>
      <div className={styles.levels}>
        {levels.error.length + levels.warning.length === 0 ? null : (
          <span role="group" aria-label="Lines that are shown" className={styles.group}>
            <Level shown={shown} level="all" onShow={setShown}>
              All
            </Level>
            <Level shown={shown} level="warning" onShow={setShown} count={levels.warning.length} tone="wait">
              Warnings
            </Level>
            <Level shown={shown} level="error" onShow={setShown} count={levels.error.length} tone="fail">
              Errors
            </Level>
          </span>
        )}
        <span className={styles.tools}>
          {live ? (
            <Button
              size="sm"
              variant="ghost"
              icon={ArrowDownToLine}
              aria-pressed={follow}
              onClick={() => setFollow(!follow)}
            >
              Follow
            </Button>
          ) : null}
          <IconButton
            label="Wrap long lines"
            icon={WrapText}
            size="sm"
            aria-pressed={wrap}
            onClick={() => setWrap(!wrap)}
          />
          <a
            href={path}
            download={`${label}.log`}
            className={styles.download}
            aria-label="Download the log"
            data-tooltip="Download"
          >
            <Download size={14} strokeWidth={1.75} aria-hidden="true" />
          </a>
        </span>
      </div>
      <LogLines
        label={label}
        lines={lines}
        only={only}
        wrap={wrap}
        follow={follow}
        onFollow={setFollow}
        pattern={pattern}
        found={found}
        linked={linked}
        hrefOf={hrefOf}
      />
      <div className={styles.foot}>
        {current === undefined ? null : (
          <>
            <Link look="accent" href={hrefOf(current)} className="num">
              Line {formatCount(current)}
            </Link>
            <CopyButton text={() => new URL(hrefOf(current), location.href).href} label="Copy the line's link" />
            <CopyButton text={() => plainLine(lines[current - 1] ?? '')} label="Copy the line" />
          </>
        )}
        {reading.held ? (
          <Button size="sm" onClick={onMore}>
            Read on
          </Button>
        ) : null}
        <span className={styles.size}>
          {`${formatCount(lines.length)} lines, `}
          {reading.log.bytes < reading.size
            ? `${formatBytes(reading.log.bytes)} of ${formatBytes(reading.size)}`
            : `${formatBytes(reading.size)}, ${live ? 'being written' : 'complete'}`}
        </span>
      </div>
    </div>
  )
}

function byLevel(lines: readonly string[]): Readonly<Record<LogLevel, readonly number[]>> {
  const levels = { error: [] as number[], warning: [] as number[] }
  for (const [at, line] of lines.entries()) {
    const level = logLevel(line)
    if (level !== undefined) levels[level].push(at)
  }
  return levels
}

interface ToggleProps {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: string
}

function Toggle({ label, on, onChange, children }: ToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={on}
      data-tooltip={label}
      className={styles.toggle}
      onClick={() => onChange(!on)}
    >
      {children}
    </button>
  )
}

interface LevelProps {
  readonly shown: Shown
  readonly level: Shown
  readonly onShow: (level: Shown) => void
  readonly count?: number
  readonly tone?: 'wait' | 'fail'
  readonly children: string
}

function Level({ shown, level, onShow, count, tone, children }: LevelProps) {
  if (count === 0) return null
  return (
    <button
      type="button"
      aria-pressed={shown === level}
      data-tone={tone}
      className={styles.level}
      onClick={() => onShow(level)}
    >
      {children}
      {count === undefined ? null : <b className="num">{formatCount(count)}</b>}
    </button>
  )
}
