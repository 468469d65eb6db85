import type { ProjectTrend } from '../../domain/project-trend'
import { formatCount, formatDuration } from '../../domain/times'
import { TrendChart } from './trend-chart'
import styles from './trends.module.css'

export interface TrendsProps {
  readonly trend: ProjectTrend
  /** What was looked at: "of all in 7 d", "of the last 500". */
  readonly extent: string
}

/** How it goes on the whole: how much succeeds, how long it takes, how long it waits. */
export function Trends({ trend, extent }: TrendsProps) {
  const { successRate, median, p95, wait, slices, total, failed } = trend
  return (
    <dl className={styles.trends}>
      <div className={styles.trend}>
        <dt className={styles.name}>Success rate</dt>
        <dd className={styles.numbers}>
          <span className={styles.value}>{successRate === undefined ? '–' : percent(successRate)}</span>
          <span className={styles.note}>
            {failed === 0 ? 'none failed' : `${formatCount(failed)} failed`} {extent}
          </span>
        </dd>
        <dd>
          <TrendChart slices={slices} show="runs" label={`${total} executions began, ${failed} of them failed`} />
        </dd>
      </div>
      <div className={styles.trend}>
        <dt className={styles.name}>Median duration</dt>
        <dd className={styles.numbers}>
          <span className={styles.value}>{median === undefined ? '–' : formatDuration(median)}</span>
          <span className={styles.note}>
            {p95 === undefined ? 'nothing succeeded' : `95 % under ${formatDuration(p95)}`}
          </span>
        </dd>
        <dd>
          <TrendChart slices={slices} show="durations" label="Median duration over time, with the 95th percentile" />
        </dd>
      </div>
      <div className={styles.trend}>
        <dt className={styles.name}>Waiting before work starts, median</dt>
        <dd className={styles.numbers}>
          <span className={styles.value}>{wait === undefined ? '–' : formatDuration(wait)}</span>
          <span className={styles.note}>{formatCount(total)} executions</span>
        </dd>
      </div>
    </dl>
  )
}

/** A share in percent; 100 % only when nothing is missing. */
function percent(share: number): string {
  if (share === 1) return '100 %'
  return `${Math.min(99.9, share * 100).toFixed(1)} %`
}
