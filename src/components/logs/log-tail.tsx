import { useQuery } from '@tanstack/react-query'
import { LOG_STEP_BYTES, logQuery } from '../../api/logs/log-query'
import { logLevel, logLines } from '../../domain/execution-log'
import { formatCount } from '../../domain/times'
import { QueryRegion } from '../layout/query-region'
import { SkeletonRows } from '../ui/skeleton-rows'
import { AnsiLine } from './ansi-line'
import lineStyles from './log-lines.module.css'
import styles from './log-tail.module.css'

export interface LogTailProps {
  /** Path and query of the log on this page's own server. */
  readonly path: string
  readonly label: string
  readonly live: boolean
  /** Lines from the end that are shown. */
  readonly lines: number
}

/** The last lines of a log, for a glance. */
export function LogTail({ path, label, live, lines }: LogTailProps) {
  const query = useQuery(logQuery(path, live, LOG_STEP_BYTES))
  return (
    <QueryRegion query={query} what="the log" skeleton={<SkeletonRows rows={4} widths={['70%']} />}>
      {({ log, held }) => {
        const all = logLines(log)
        if (all.length === 0)
          return <p className="faint small">{live ? 'Nothing has been written yet.' : 'Nothing was written.'}</p>
        const from = Math.max(0, all.length - lines)
        return (
          <>
            <p className={styles.note}>
              {from === 0
                ? `${all.length} ${all.length === 1 ? 'line' : 'lines'}`
                : `last ${lines} of ${formatCount(all.length)} lines`}
              {held ? ' that were read' : ''}
              {live ? ', being written' : ''}
            </p>
            <div role="log" aria-live="off" aria-label={label} tabIndex={0} className={styles.tail}>
              {all.slice(from).map((line, index) => (
                <div key={from + index} className={lineStyles.line} data-level={logLevel(line)}>
                  <span className={lineStyles.number}>{from + index + 1}</span>
                  <span className={styles.text}>
                    <AnsiLine line={line} pattern={undefined} current={false} />
                  </span>
                </div>
              ))}
            </div>
          </>
        )
      }}
    </QueryRegion>
  )
}
