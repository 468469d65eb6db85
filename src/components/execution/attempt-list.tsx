import { type Attempt, attemptEnd, attemptTimes } from '../../domain/execution-attempt'
import { hasNodeEnded, nodeEnd, type NodeExecution } from '../../domain/execution-node'
import { attemptBars } from '../../domain/execution-timeline'
import { formatDuration } from '../../domain/times'
import { taskPhaseLook } from '../../domain/phases'
import { RelativeTime } from '../time/relative-time'
import { Link } from '../ui/link'
import { PhaseGlyph } from '../ui/phase-glyph'
import type { LinkTo } from './execution-view'
import { RowBars } from './row-bars'
import { TreeClock } from './tree-clock'
import styles from './node-panel.module.css'

export interface AttemptListProps {
  readonly attempts: readonly Attempt[]
  readonly chosen: Attempt | undefined
  readonly node: NodeExecution
  readonly linkTo: LinkTo
}

/** The attempts of a node on one time axis, and what the chosen one's time went into. */
export function AttemptList({ attempts, chosen, node, linkTo }: AttemptListProps) {
  const live = !hasNodeEnded(node.phase)
  const from = Math.min(...attempts.map(({ createdAt, startedAt }) => createdAt ?? startedAt ?? Infinity))
  return (
    <TreeClock live={live}>
      {(tick) => {
        const now = live ? tick : (nodeEnd(node) ?? from)
        const to = Math.max(...attempts.map((attempt) => attemptEnd(attempt) ?? now), from + 1)
        const bars = attemptBars(from, attempts, node.phase, now)
        return (
          <>
            <h3 className={styles.heading}>
              {attempts.length === 1 ? 'Attempt' : 'Attempts'}
              <span className="faint small num">{formatDuration(to - from)} in all</span>
            </h3>
            <ol>
              {attempts.map((attempt) => {
                const look = taskPhaseLook(attempt.phase)
                const times = attemptTimes(attempt, now)
                return (
                  <li key={attempt.attempt}>
                    <Link
                      look="bare"
                      href={linkTo({ attempt: attempt.attempt + 1 })}
                      aria-current={attempt.attempt === chosen?.attempt ? 'true' : undefined}
                      className={styles.attempt}
                    >
                      <span className="num dim">{attempt.attempt + 1}</span>
                      <PhaseGlyph glyph={look.glyph} tone={look.tone} label={look.word} />
                      <span className={styles.attemptBar}>
                        <RowBars bars={bars.filter((bar) => bar.attempt === attempt.attempt + 1)} span={{ from, to }} />
                      </span>
                      <span className="num dim">{formatDuration(times.queued + times.waiting + times.work)}</span>
                    </Link>
                  </li>
                )
              })}
            </ol>
            {chosen === undefined ? null : <Chosen attempt={chosen} now={now} />}
          </>
        )
      }}
    </TreeClock>
  )
}

function Chosen({ attempt, now }: { readonly attempt: Attempt; readonly now: number }) {
  const times = attemptTimes(attempt, now)
  const facts = [
    ['Queued', times.queued],
    ['Waiting', times.waiting],
    ['Ran', times.work],
  ] as const
  return (
    <>
      <p className={styles.times}>
        {facts.map(([word, time]) =>
          time === 0 ? null : (
            <span key={word} className="num">
              <span className="faint">{word}</span> {formatDuration(time)}
            </span>
          ),
        )}
      </p>
      {attempt.reasons.length === 0 ? null : (
        <details className={styles.reasons} open={attempt.reasons.length < 3}>
          <summary>What it reported: {attempt.reasons.length}</summary>
          <ul>
            {attempt.reasons.map((reason, at) => (
              <li key={at} className={styles.reason}>
                <RelativeTime at={reason.at} />
                <span className="break">{reason.message}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
