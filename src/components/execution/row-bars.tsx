import type { CSSProperties } from 'react'
import type { Bar, BarOutcome, TimeSpan } from '../../domain/execution-timeline'
import { placeIn } from '../../domain/execution-timeline'
import { classNames } from '../ui/class-names'
import type { Tone } from '../ui/tone'
import styles from './row-bars.module.css'

const tones = {
  idle: 'idle',
  waiting: 'wait',
  running: 'run',
  dynamic: 'dynamic',
  done: 'ok',
  failed: 'fail',
  retried: 'retry',
  'timed-out': 'timeout',
  aborted: 'abort',
  cached: 'cached',
  recovered: 'ok',
} as const satisfies Record<BarOutcome, Tone>

export interface RowBarsProps {
  readonly bars: readonly Bar[]
  readonly span: TimeSpan
  /** Draws the line of the critical path under them. */
  readonly critical?: boolean
}

/** What a node's or an attempt's time went into. Words for it are in the row: this is the picture. */
export function RowBars({ bars, span, critical = false }: RowBarsProps) {
  const last = bars.at(-1)
  const first = bars.find((bar) => bar.kind !== 'line') ?? bars[0]
  return (
    <div className={styles.bars} aria-hidden="true">
      {bars.map((bar, at) => (
        <i
          key={at}
          data-tone={tones[bar.outcome]}
          className={classNames(styles.bar, styles[bar.kind], bar.notch && styles.notch, bar.open && styles.open)}
          style={placed(span, bar.from, bar.to)}
        />
      ))}
      {last?.open === true && last.kind !== 'line' && last.kind !== 'dashes' ? (
        <i
          data-tone={tones[last.outcome]}
          className={styles.cap}
          style={{ insetInlineStart: percent(placeIn(span, last.to)) }}
        />
      ) : null}
      {critical && first !== undefined && last !== undefined ? (
        <i className={styles.critical} style={placed(span, first.from, last.to)} />
      ) : null}
    </div>
  )
}

function placed(span: TimeSpan, from: number, to: number): CSSProperties {
  const start = placeIn(span, from)
  return { insetInlineStart: percent(start), width: percent(placeIn(span, to) - start) }
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`
}
