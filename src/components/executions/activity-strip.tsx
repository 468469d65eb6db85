import { useMemo } from 'react'
import { activityOf } from '../../domain/execution-activity'
import type { Execution } from '../../domain/execution'
import { formatClock, formatCount, formatRelative } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { useMinute } from '../time/use-now'
import styles from './activity-strip.module.css'

export interface ActivityStripProps {
  readonly executions: readonly Execution[]
  /** Whether there are more than are given: the strip then says that it shows a part. */
  readonly more: boolean
}

const bins = 72
const height = 32
const step = 10
const barWidth = 8
const marks = 6
const day = 86_400_000

/** When the executions that are loaded began, and how many of them failed or go on. */
export function ActivityStrip({ executions, more }: ActivityStripProps) {
  const { timeZone } = usePreferences()
  const minute = useMinute()
  const now = minute - (minute % 60_000) + 60_000
  const activity = useMemo(() => activityOf(executions, now, bins), [executions, now])
  if (activity === undefined) return null
  const scale = (count: number) => (count / activity.highest) * (height - 2)
  const span = activity.to - activity.from
  const label = (at: number) =>
    span > day ? formatRelative(at, at + 2 * day, timeZone) : formatClock(at, timeZone, span < 300_000)
  const failed = activity.bins.reduce((sum, bin) => sum + bin.failed, 0)
  const running = activity.bins.reduce((sum, bin) => sum + bin.running, 0)
  return (
    <figure
      className={styles.strip}
      aria-label={`When the ${formatCount(activity.counted)} executions${more ? ' loaded so far' : ''} were started: ${failed} failed, ${running} going on`}
    >
      <svg viewBox={`0 0 ${bins * step} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {activity.bins.map((bin, index) => (
          <Bar
            key={index}
            x={index * step}
            parts={[
              ['failed', scale(bin.failed)],
              ['running', scale(bin.running)],
              ['other', scale(bin.total - bin.failed - bin.running)],
            ]}
          />
        ))}
      </svg>
      <div className={styles.marks} aria-hidden="true">
        {Array.from({ length: marks }, (_, index) => (
          <span key={index}>{index === marks - 1 ? 'now' : label(activity.from + (span * index) / (marks - 1))}</span>
        ))}
      </div>
    </figure>
  )
}

interface BarProps {
  readonly x: number
  /** From the bottom up: what it is, and its height. */
  readonly parts: readonly (readonly ['failed' | 'running' | 'other', number])[]
}

function Bar({ x, parts }: BarProps) {
  const shown = parts.map(([kind, size], index) => ({
    kind,
    size,
    top: height - parts.slice(0, index + 1).reduce((sum, [, one]) => sum + one, 0),
  }))
  return shown.map(({ kind, size, top }) =>
    size <= 0 ? null : <rect key={kind} className={styles[kind]} x={x} y={top} width={barWidth} height={size} />,
  )
}
