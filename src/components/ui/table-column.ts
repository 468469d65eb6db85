import styles from './table.module.css'

export type SortDirection = 'ascending' | 'descending'

export interface TableColumn {
  readonly key: string
  /** Empty for columns of buttons or boxes; then give `label`. */
  readonly title: string
  readonly label?: string
  /** CSS width; numbers are pixels. The columns without one share what is left. */
  readonly width?: number | string
  /** Text left, times and durations right. */
  readonly align?: 'start' | 'end'
  /** The widest window in which it is still left out: below 600, 960 or 1280 pixels. */
  readonly hideBelow?: 'sm' | 'md' | 'lg'
  /** How the rows are sorted by it now, if they are. */
  readonly sorted?: SortDirection | undefined
  /** Present when its title sorts. */
  readonly onSort?: () => void
}

/** Class of a cell (and its `col`) of a column that leaves on small windows. */
export function columnClass(column: Pick<TableColumn, 'hideBelow'>): string | undefined {
  return column.hideBelow === undefined ? undefined : styles[`hide-${column.hideBelow}`]
}
