import { medianDuration } from '../../domain/entities/entity-runs'
import type { Execution } from '../../domain/execution'
import { summarise } from '../../domain/project-summary'
import { formatCount, formatDuration } from '../../domain/times'
import styles from './home-page.module.css'

export interface SummaryFiguresProps {
  readonly executions: readonly Execution[]
  /** Whether there are older ones that were not read. */
  readonly more: boolean
}

/** How it goes on the whole; says of how many. */
export function SummaryFigures({ executions, more }: SummaryFiguresProps) {
  const summary = summarise(executions)
  const median = medianDuration(executions)
  const figures: readonly (readonly [name: string, value: string, note: string])[] = [
    [
      'Success rate',
      summary.successRate === undefined
        ? '–'
        : `${(summary.successRate * 100).toFixed(summary.successRate === 1 ? 0 : 1)} %`,
      `${formatCount(summary.succeeded)} succeeded, ${formatCount(summary.failed)} failed`,
    ],
    ['Median duration', median === undefined ? '–' : formatDuration(median), 'of those that succeeded'],
    [
      'Executions',
      `${formatCount(summary.total)}${more ? '+' : ''}`,
      more ? `figures are of the last ${formatCount(summary.total)}` : 'all of them',
    ],
  ]
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value, note]) => (
        <div key={name} className={styles.figure}>
          <dt className="small dim">{name}</dt>
          <dd className={styles.value}>{value}</dd>
          <dd className="small dim">{note}</dd>
        </div>
      ))}
    </dl>
  )
}
