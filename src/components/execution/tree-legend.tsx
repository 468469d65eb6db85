import { classNames } from '../ui/class-names'
import bars from './row-bars.module.css'
import styles from './tree-legend.module.css'

export interface TreeLegendProps {
  readonly live: boolean
  readonly critical: boolean
}

/** What the shapes of the bars mean. */
export function TreeLegend({ live, critical }: TreeLegendProps) {
  return (
    <ul className={styles.legend} aria-label="What the bars mean">
      <Entry kind={bars.line} tone="idle">
        queued
      </Entry>
      <Entry kind={bars.dashes} tone="wait">
        waiting for resources
      </Entry>
      <Entry kind={bars.solid} tone={live ? 'run' : 'ok'}>
        working
      </Entry>
      <Entry kind={classNames(bars.solid, bars.notch)} tone="retry">
        failed attempt
      </Entry>
      <Entry kind={bars.hatch} tone="wait">
        waiting for a person
      </Entry>
      {critical ? (
        <Entry kind={styles.ink} tone="idle">
          critical path
        </Entry>
      ) : null}
    </ul>
  )
}

interface EntryProps {
  readonly kind: string | undefined
  readonly tone: 'idle' | 'wait' | 'run' | 'ok' | 'retry'
  readonly children: string
}

function Entry({ kind, tone, children }: EntryProps) {
  return (
    <li>
      <span className={styles.sample} aria-hidden="true">
        <i className={classNames(bars.bar, kind)} data-tone={tone} />
      </span>
      {children}
    </li>
  )
}
