import { paths } from '../../config/paths'
import type { EntityKind } from '../../domain/entities/entity-kind'
import { type ChartPoint, runChart } from '../../domain/entities/run-chart'
import type { Execution } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import { formatDuration, formatExact } from '../../domain/times'
import { usePreferences } from '../layout/preferences'
import { RelativeTime } from '../time/relative-time'
import { useMinute } from '../time/use-now'
import { Link } from '../ui/link'
import styles from './run-chart.module.css'

export interface RunChartProps {
  readonly kind: EntityKind
  /** Latest first. */
  readonly runs: readonly Execution[]
}

/** Fewer marks than this keep to the right, as if older ones were missing. */
const LEAST_SLOTS = 40
const LEGEND = [
  ['ok', 'ended', 'succeeded'],
  ['fail', 'ended', 'failed'],
  ['abort', 'ended', 'aborted'],
  ['run', 'open', 'going on'],
] as const
/** Share of the width that the name of a version needs. */
const LABEL_WIDTH = 0.12

/** How long each run took, oldest first: a mark in the shape of how it ended. The table below it says the same. */
export function RunChart({ kind, runs }: RunChartProps) {
  const now = useMinute()
  const { timeZone } = usePreferences()
  const { points, versions, ticks } = runChart(runs, kind, now)
  if (points.length === 0) return null
  const top = ticks.at(-1) ?? 1
  const slots = Math.max(LEAST_SLOTS, points.length)
  const left = (index: number) => (slots - points.length + index) / slots
  const labels = versions.reduce<readonly (typeof versions)[number][]>((shown, version) => {
    const before = shown.at(-1)
    return before && left(version.index) - left(before.index) < LABEL_WIDTH ? shown : [...shown, version]
  }, [])
  const oldest = points[0]?.run.createdAt
  const beyond = points.filter((point) => point.beyond).length
  return (
    <figure className={styles.chart} aria-label={`Durations of the last ${points.length} runs`}>
      <div className={styles.head}>
        <h2>Duration</h2>
        <span>
          each mark is one run{beyond === 0 ? '' : `, ${beyond} ${beyond === 1 ? 'is' : 'are'} beyond the scale`}
        </span>
        <span className={styles.legend} aria-hidden="true">
          {LEGEND.map(([tone, shape, word]) => (
            <span key={word} data-tone={tone} className={styles.key}>
              <i className={styles[shape]} />
              {word}
            </span>
          ))}
        </span>
      </div>
      <div className={styles.axis} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
            {tick === 0 ? '0' : formatDuration(tick)}
          </span>
        ))}
      </div>
      <div className={styles.area}>
        {ticks.map((tick) => (
          <i key={tick} className={styles.line} style={{ bottom: `${(tick / top) * 100}%` }} />
        ))}
        {versions.map(({ index, version }) => (
          <i key={`${index} ${version}`} className={styles.change} style={{ left: `${left(index) * 100}%` }} />
        ))}
        {labels.map(({ index, version }) => (
          <span key={index} className={styles.version} style={{ left: `${left(index) * 100}%` }} data-tooltip={version}>
            {version}
          </span>
        ))}
        {points.map((point, index) => (
          <Mark
            key={point.run.key.name}
            point={point}
            left={left(index + 0.5)}
            bottom={Math.min(1, point.duration / top)}
            when={point.run.createdAt === undefined ? '' : formatExact(point.run.createdAt, timeZone)}
          />
        ))}
      </div>
      <figcaption className={styles.ends}>
        {left(0) < 0.8 ? (
          <span style={{ paddingLeft: `${left(0) * 100}%` }}>
            <RelativeTime at={oldest} />
          </span>
        ) : null}
        <span className={styles.latest}>latest</span>
      </figcaption>
    </figure>
  )
}

interface MarkProps {
  readonly point: ChartPoint
  /** Between 0 and 1. */
  readonly left: number
  readonly bottom: number
  readonly when: string
}

function Mark({ point: { run, duration, open, beyond }, left, bottom, when }: MarkProps) {
  const { tone, word } = workflowPhaseLook(run.phase)
  const words = `${word}, ${formatDuration(duration)}${open ? ' so far' : ''}`
  return (
    <Link
      look="bare"
      // The same links are in the table of executions; a hundred stops here would only be in the way.
      tabIndex={-1}
      href={paths.execution(run.key, run.key.name)}
      aria-label={`${run.key.name}: ${words}`}
      data-tooltip={`${run.key.name}\n${words}\n${when}`}
      data-tone={tone}
      data-beyond={beyond ? '' : undefined}
      className={styles.mark}
      style={{ left: `${left * 100}%`, bottom: `${bottom * 100}%` }}
    >
      <i className={open ? styles.open : styles.ended} />
    </Link>
  )
}
