import { hasWhy, WhyLine } from '../../components/executions/why-line'
import { PhaseLabel } from '../../components/phase/phase-label'
import { LiveDuration } from '../../components/time/live-duration'
import { RelativeTime } from '../../components/time/relative-time'
import { Link } from '../../components/ui/link'
import { paths } from '../../config/paths'
import { type Execution, executionEnd, splitName } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import styles from './home-page.module.css'

export interface ExecutionLinesProps {
  readonly executions: readonly Execution[]
  readonly emptyText: string
}

const SHOWN = 8

/** The latest few executions, each with why it failed. */
export function ExecutionLines({ executions, emptyText }: ExecutionLinesProps) {
  if (executions.length === 0) return <p className="dim">{emptyText}</p>
  return (
    <ul>
      {executions.slice(0, SHOWN).map((execution) => (
        <li key={execution.key.name} className={styles.line}>
          <div className={styles.lineHead}>
            <PhaseLabel look={workflowPhaseLook(execution.phase)} />
            <Link href={paths.execution(execution.key, execution.key.name)} className={styles.name}>
              {splitName(execution.workflow?.name ?? '').leaf} <span className="mono faint">{execution.key.name}</span>
            </Link>
            <span className="small dim">
              <RelativeTime at={execution.createdAt} />
            </span>
            <span className={styles.duration}>
              <LiveDuration start={execution.startedAt} end={executionEnd(execution)} />
            </span>
          </div>
          {hasWhy(execution) ? <WhyLine execution={execution} /> : null}
        </li>
      ))}
    </ul>
  )
}
