import { countOutcomes, medianDuration, slowDuration } from '../../domain/entities/entity-runs'
import type { Execution } from '../../domain/execution'
import { formatCount, formatDuration } from '../../domain/times'
import styles from './run-figures.module.css'

export interface RunFiguresProps {
  readonly runs: readonly Execution[]
  /** Whether there are no older ones. */
  readonly complete: boolean
}

/** How it goes: of how many runs, how often well, how long. */
export function RunFigures({ runs, complete }: RunFiguresProps) {
  const { succeeded, failed, aborted, open } = countOutcomes(runs)
  const successRate = succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed)
  const median = medianDuration(runs)
  const slow = slowDuration(runs)
  const counts = [
    [succeeded, 'succeeded'],
    [failed, 'failed'],
    [aborted, 'aborted'],
    [open, 'going on'],
  ] as const
  const figures: readonly (readonly [name: string, value: string, note: string])[] = [
    [
      'Success rate',
      successRate === undefined ? '–' : `${(successRate * 100).toFixed(successRate === 1 ? 0 : 1)} %`,
      successRate === undefined ? 'none has ended yet' : `of ${formatCount(succeeded + failed)} with a result`,
    ],
    ['Median duration', median === undefined ? '–' : formatDuration(median), 'of those that succeeded'],
    [
      '95th percentile',
      slow === undefined ? '–' : formatDuration(slow),
      slow === undefined ? 'too few to say' : 'of those that succeeded',
    ],
    [
      complete ? 'Executions' : 'Latest executions',
      formatCount(runs.length),
      counts
        .filter(([count]) => count > 0)
        .map(([count, word]) => `${formatCount(count)} ${word}`)
        .join(', '),
    ],
  ]
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={styles.value}>{value}</dd>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  )
}
