import { useQueries } from '@tanstack/react-query'
import { useId } from 'react'
import { signalsQuery } from '../../api/signals/signal-queries'
import { useApi } from '../../components/layout/api-context'
import { RelativeTime } from '../../components/time/relative-time'
import { ButtonLink } from '../../components/ui/button-link'
import { Count } from '../../components/ui/count'
import { PhaseGlyph } from '../../components/ui/phase-glyph'
import { SectionHeading } from '../../components/ui/section-heading'
import { paths } from '../../config/paths'
import { IDLE_LIST_POLL_MS } from '../../config/timing'
import { executedEntity, type Execution, splitName } from '../../domain/execution'
import home from './home-page.module.css'
import styles from './needs-you.module.css'

export interface NeedsYouProps {
  /** What goes on, latest first. */
  readonly executions: readonly Execution[]
}

/** Signals are asked for per execution, so only of so many. */
const LOOKED_INTO = 12

/** Runs that wait for somebody's word. Takes no room while none does. */
export function NeedsYou({ executions }: NeedsYouProps) {
  const id = useId()
  const { transport } = useApi()
  const looked = executions.slice(0, LOOKED_INTO)
  const answers = useQueries({
    queries: looked.map((execution) => ({
      ...signalsQuery(transport, execution.key, false),
      staleTime: IDLE_LIST_POLL_MS,
      refetchInterval: IDLE_LIST_POLL_MS,
    })),
  })
  const waiting = looked.flatMap((execution, index) =>
    (answers[index]?.data ?? []).filter(({ value }) => value === undefined).map((signal) => ({ execution, signal })),
  )
  if (waiting.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionHeading
        id={id}
        title="Needs you"
        note={
          executions.length > LOOKED_INTO ? (
            `${waiting.length}, in the latest ${LOOKED_INTO} of ${executions.length} that run`
          ) : (
            <Count value={waiting.length} tone="wait" />
          )
        }
      />
      <ul className={home.rows}>
        {waiting.map(({ execution, signal }) => (
          <li key={`${execution.key.name} ${signal.id}`} className={styles.row}>
            <PhaseGlyph glyph="paused" tone="wait" label="Waiting" />
            <div className={styles.text}>
              <div className="medium break">{signal.id}</div>
              <div className={styles.detail}>
                {splitName(executedEntity(execution)?.name ?? '').leaf}{' '}
                <span className="mono">{execution.key.name}</span>, started{' '}
                <RelativeTime at={execution.startedAt ?? execution.createdAt} />
              </div>
            </div>
            <ButtonLink size="sm" href={paths.execution(execution.key, execution.key.name)}>
              Review
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
