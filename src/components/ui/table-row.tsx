import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import styles from './table.module.css'

export interface TableRowProps extends ComponentProps<'tr'> {
  readonly selected?: boolean
  /** The keyboard is on it. */
  readonly cursor?: boolean
  /** Its story goes on in the row below: no line between them. */
  readonly continued?: boolean
  /** It is the row that the one above goes on in: the "why" line. */
  readonly continuation?: boolean
}

export function TableRow({
  selected,
  cursor = false,
  continued = false,
  continuation = false,
  className,
  ...rest
}: TableRowProps) {
  return (
    <tr
      {...rest}
      aria-selected={selected}
      data-cursor={cursor ? '' : undefined}
      className={classNames(styles.row, continued && styles.continued, continuation && styles.continuation, className)}
    />
  )
}
