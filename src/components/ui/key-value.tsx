import { Fragment, type ReactNode } from 'react'
import styles from './key-value.module.css'

export interface KeyValueEntry {
  readonly key: string
  /** Left out of the list when undefined. */
  readonly value: ReactNode
}

export interface KeyValueProps {
  readonly entries: readonly KeyValueEntry[]
}

/** Facts in two columns. */
export function KeyValue({ entries }: KeyValueProps) {
  return (
    <dl className={styles.list}>
      {entries.map(({ key, value }) =>
        value === undefined || value === null ? null : (
          <Fragment key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  )
}
