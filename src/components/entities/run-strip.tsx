import { type Execution, hasExecutionEnded } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import styles from './run-strip.module.css'

export interface RunStripProps {
  /** Latest first, as they come; shown oldest first. */
  readonly runs: readonly Execution[]
  readonly slots?: number
}

/** The last runs as bars, oldest first: low when all went well, high where it did not, hollow while it goes on. */
export function RunStrip({ runs, slots = 20 }: RunStripProps) {
  const shown = runs.slice(0, slots).reverse()
  return (
    <span className={styles.strip} role="img" aria-label={stripWords(shown)} data-tooltip={stripWords(shown)}>
      {Array.from({ length: slots - shown.length }, (_, index) => (
        <i key={index} className={styles.none} />
      ))}
      {shown.map((run) => (
        <i
          key={run.key.name}
          data-tone={workflowPhaseLook(run.phase).tone}
          className={hasExecutionEnded(run.phase) ? styles.ended : styles.open}
        />
      ))}
    </span>
  )
}

function stripWords(runs: readonly Execution[]): string {
  if (runs.length === 0) return 'No recent runs'
  const counts = new Map<string, number>()
  for (const run of runs) {
    const { word } = workflowPhaseLook(run.phase)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const parts = [...counts].map(([word, count]) => `${count} ${word.toLowerCase()}`)
  return `Last ${runs.length === 1 ? 'run' : `${runs.length} runs`}: ${parts.join(', ')}`
}
