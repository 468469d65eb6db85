import { useId } from 'react'
import { PhaseLabel } from '../../components/phase/phase-label'
import { LiveDuration } from '../../components/time/live-duration'
import { useNow } from '../../components/time/use-now'
import { ButtonLink } from '../../components/ui/button-link'
import { Link } from '../../components/ui/link'
import { MiddleTruncate } from '../../components/ui/middle-truncate'
import { SectionHeading } from '../../components/ui/section-heading'
import { paths, type Scope } from '../../config/paths'
import { executedEntity, type Execution, executionRunTime, splitName } from '../../domain/execution'
import { serialiseExecutionFilters, type ExecutionFilter } from '../../domain/execution-filters'
import { workflowPhaseLook } from '../../domain/phases'
import { formatCount, formatDuration } from '../../domain/times'
import home from './home-page.module.css'
import styles from './running-now.module.css'

export interface RunningNowProps {
  readonly scope: Scope
  readonly filters: readonly ExecutionFilter[]
  readonly executions: readonly Execution[]
  readonly more: boolean
  /** How long a run of each thing usually takes, in milliseconds, by its name. */
  readonly usual: ReadonlyMap<string, number>
}

const SHOWN = 8

/** What goes on, how far it is against what it usually takes. */
export function RunningNow({ scope, filters, executions, more, usual }: RunningNowProps) {
  const id = useId()
  const words = new Map<string, number>()
  for (const { phase } of executions) {
    const { word } = workflowPhaseLook(phase)
    words.set(word, (words.get(word) ?? 0) + 1)
  }
  const note = [...words]
    .map(([word, count]) => `${formatCount(count)}${more ? '+' : ''} ${word.toLowerCase()}`)
    .join(', ')
  return (
    <section aria-labelledby={id}>
      <SectionHeading
        id={id}
        title="Running now"
        note={note}
        end={
          <ButtonLink size="sm" variant="ghost" href={paths.executions(scope, queryOf(filters))}>
            {executions.length > SHOWN ? `All ${formatCount(executions.length)}${more ? '+' : ''}` : 'All'}
          </ButtonLink>
        }
      />
      {executions.length === 0 ? (
        <p className={home.nothing}>Nothing runs. What is launched or starts on schedule appears here by itself.</p>
      ) : (
        <ul className={home.rows}>
          {executions.slice(0, SHOWN).map((execution) => (
            <RunningRow
              key={execution.key.name}
              execution={execution}
              usual={usual.get(executedEntity(execution)?.name ?? '')}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

/** The query with which the list of executions shows the same. */
function queryOf(filters: readonly ExecutionFilter[]): Readonly<Record<string, string>> {
  return Object.fromEntries(serialiseExecutionFilters(filters))
}

interface RunningRowProps {
  readonly execution: Execution
  readonly usual: number | undefined
}

function RunningRow({ execution, usual }: RunningRowProps) {
  const now = useNow()
  const look = workflowPhaseLook(execution.phase)
  const time = executionRunTime(execution, now)
  const share = usual === undefined || time === undefined ? undefined : Math.min(1, time / usual)
  return (
    <li className={styles.row} data-tone={look.tone}>
      <PhaseLabel look={look} />
      <span className={styles.name}>
        <Link href={paths.execution(execution.key, execution.key.name)} className="medium cut">
          {splitName(executedEntity(execution)?.name ?? execution.key.name).leaf}
        </Link>
      </span>
      <span className={styles.id}>
        <MiddleTruncate text={execution.key.name} mono />
      </span>
      <span className={styles.track} aria-hidden="true">
        {share === undefined ? null : <span style={{ width: `${share * 100}%` }} />}
      </span>
      <span className={styles.duration}>
        <LiveDuration start={execution.startedAt ?? execution.createdAt} end={undefined} />
      </span>
      <span className={styles.usual}>{usual === undefined ? 'first run' : `usually ${formatDuration(usual)}`}</span>
    </li>
  )
}
