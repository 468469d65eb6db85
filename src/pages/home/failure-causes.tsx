import { useId } from 'react'
import { useWholeError } from '../../components/executions/use-whole-error'
import { errorWords } from '../../components/executions/why-line'
import { RelativeTime } from '../../components/time/relative-time'
import { ButtonLink } from '../../components/ui/button-link'
import { Link } from '../../components/ui/link'
import { MiddleTruncate } from '../../components/ui/middle-truncate'
import { SectionHeading } from '../../components/ui/section-heading'
import { paths, type Scope } from '../../config/paths'
import { splitName } from '../../domain/execution'
import { type ExecutionFilter, serialiseExecutionFilters } from '../../domain/execution-filters'
import type { FailureCause } from '../../domain/project-trend'
import { formatCount } from '../../domain/times'
import home from './home-page.module.css'
import styles from './failure-causes.module.css'

export interface FailureCausesProps {
  readonly scope: Scope
  readonly filters: readonly ExecutionFilter[]
  readonly causes: readonly FailureCause[]
  /** What was looked at: "in 7 d". */
  readonly extent: string
}

const SHOWN = 6

/** Why things failed: not each execution, but each cause. */
export function FailureCauses({ scope, filters, causes, extent }: FailureCausesProps) {
  const id = useId()
  const failed = causes.reduce((sum, { count }) => sum + count, 0)
  return (
    <section aria-labelledby={id}>
      <SectionHeading
        id={id}
        title="Failures by cause"
        note={
          failed === 0
            ? undefined
            : `${formatCount(failed)} ${extent}, ${formatCount(causes.length)} ${causes.length === 1 ? 'cause' : 'causes'}${causes.length > SHOWN ? `, the latest ${SHOWN} shown` : ''}`
        }
        end={
          <ButtonLink
            size="sm"
            variant="ghost"
            href={paths.executions(scope, Object.fromEntries(serialiseExecutionFilters(filters)))}
          >
            All failures
          </ButtonLink>
        }
      />
      {causes.length === 0 ? (
        <p className={home.nothing}>Nothing failed {extent}.</p>
      ) : (
        <ul className={home.rows}>
          {causes.slice(0, SHOWN).map((cause) => (
            <CauseRow key={cause.key} cause={cause} />
          ))}
        </ul>
      )}
    </section>
  )
}

function CauseRow({ cause }: { readonly cause: FailureCause }) {
  const [version] = cause.versions
  const shown = useWholeError(cause.latest)
  const words = shown === undefined ? '' : errorWords(shown)
  return (
    <li className={styles.row} data-tone={cause.timedOut ? 'timeout' : 'fail'}>
      <span className={`cut ${styles.title ?? ''}`}>
        <Link href={paths.execution(cause.latest.key, cause.latest.key.name)}>
          <span className={styles.code}>{cause.code}</span> <span className="dim">in</span>{' '}
          {splitName(cause.entity).leaf}
        </Link>
      </span>
      <span className={styles.versions}>
        {cause.versions.length > 1 ? (
          <span className="faint small">{cause.versions.length} versions</span>
        ) : version === undefined ? null : (
          <MiddleTruncate text={version} mono className="dim" />
        )}
      </span>
      <Dots slices={cause.slices} />
      <span className={`num ${styles.count ?? ''}`} data-tooltip={`${cause.count} times`}>
        {formatCount(cause.count)}×
      </span>
      <span className={styles.last}>
        <RelativeTime at={cause.lastAt} />
      </span>
      {words === '' ? null : (
        <span className={`cut ${styles.words ?? ''}`} data-cut="end">
          {words}
        </span>
      )}
    </li>
  )
}

/** When it happened, from the left to now: a dot where it did not, a bar where it did. */
function Dots({ slices }: { readonly slices: readonly number[] }) {
  const highest = Math.max(1, ...slices)
  return (
    <svg viewBox={`0 0 ${slices.length * 4} 14`} preserveAspectRatio="none" className={styles.dots} aria-hidden="true">
      {slices.map((count, index) =>
        count === 0 ? (
          <rect key={index} className={styles.dot} x={index * 4} y="12" width="2" height="1" />
        ) : (
          <rect
            key={index}
            className={styles.hit}
            x={index * 4}
            y={9 - (count / highest) * 9}
            width="3"
            height={4 + (count / highest) * 9}
          />
        ),
      )}
    </svg>
  )
}
