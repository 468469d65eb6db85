import { type Execution, executionEnd, executionRunTime } from '../../domain/execution'
import { workflowPhaseLook } from '../../domain/phases'
import { LiveDuration } from '../time/live-duration'
import { useMinute } from '../time/use-now'
import styles from './duration-bar.module.css'

export interface DurationBarProps {
  readonly execution: Execution
  /** Milliseconds that fill the bar: the longest of the list. */
  readonly longest: number
}

/** How long it took, and a bar to compare rows by. The root of the share: minutes stay visible beside a day. */
export function DurationBar({ execution, longest }: DurationBarProps) {
  const now = useMinute()
  const time = executionRunTime(execution, now)
  const share = time === undefined || longest <= 0 ? 0 : Math.min(1, Math.sqrt(time / longest))
  return (
    <span className={styles.duration} data-tone={workflowPhaseLook(execution.phase).tone}>
      <span className={styles.track} aria-hidden="true">
        {time === undefined ? null : <span style={{ width: `max(2px, ${(share * 100).toFixed(1)}%)` }} />}
      </span>
      <span className={styles.text}>
        <LiveDuration start={execution.startedAt} end={executionEnd(execution)} />
      </span>
    </span>
  )
}
