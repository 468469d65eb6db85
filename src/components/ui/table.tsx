import type { ReactNode } from 'react'
import { classNames } from './class-names'
import type { TableColumn } from './table-column'
import { TableHead } from './table-head'
import styles from './table.module.css'

export interface TableProps {
  /** What the rows are, for screen readers. */
  readonly label: string
  readonly columns: readonly TableColumn[]
  /** No inset at the ends: inside a section that has its own. */
  readonly flush?: boolean
  /** TableRow elements with native `<td>`; give numbers, times and durations `data-align="end"`. */
  readonly children: ReactNode
}

/** A table of up to a few dozen rows; for more: VirtualTable. */
export function Table({ label, columns, flush = false, children }: TableProps) {
  return (
    <table aria-label={label} className={classNames(styles.table, flush && styles.flush)}>
      <TableHead columns={columns} />
      <tbody>{children}</tbody>
    </table>
  )
}
