import { useCallback, type ReactNode } from 'react'
import { classNames } from './class-names'
import type { TableColumn } from './table-column'
import { TableHead } from './table-head'
import { useRowKeys } from './use-row-keys'
import { useVirtualRows } from './use-virtual-rows'
import tableStyles from './table.module.css'
import styles from './virtual-table.module.css'

export interface VirtualRowState {
  readonly index: number
  /** The keyboard is on it; hand it to TableRow. */
  readonly cursor: boolean
}

export interface VirtualTableProps<Row> {
  readonly label: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Pixels that a row takes, with its second line when it has one. */
  readonly rowHeight: (row: Row) => number
  /** One or two TableRow elements; together they are as high as `rowHeight` says. */
  readonly renderRow: (row: Row, state: VirtualRowState) => ReactNode
  /** Enter on the row with the cursor. */
  readonly onOpen?: (row: Row) => void
  /** `x` on the row with the cursor. */
  readonly onToggle?: (row: Row) => void
  /** Content of some heads, by column key. */
  readonly headContent?: Readonly<Record<string, ReactNode>>
}

/** A table of any length: a real `<table>` that holds only the rows in sight, with `j k`, Enter and `x`. */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowHeight,
  renderRow,
  onOpen,
  onToggle,
  headContent,
}: VirtualTableProps<Row>) {
  const keyOf = useCallback((index: number) => pick(rows, index, rowKey, String(index)), [rows, rowKey])
  const heightOf = useCallback((index: number) => pick(rows, index, rowHeight, 0), [rows, rowHeight])
  const { ref, items, before, after, scrollTo } = useVirtualRows({ count: rows.length, keyOf, heightOf })
  const { cursor } = useRowKeys({
    count: rows.length,
    scrollTo,
    onOpen: (index) => pick(rows, index, onOpen, undefined),
    onToggle: (index) => pick(rows, index, onToggle, undefined),
  })
  return (
    <table aria-label={label} aria-rowcount={rows.length + 1} className={classNames(tableStyles.table)}>
      <TableHead columns={columns} {...(headContent ? { content: headContent } : {})} />
      <tbody ref={ref}>
        <Spacer height={before} />
        {items.map((item) =>
          pick(rows, item.index, (row) => renderRow(row, { index: item.index, cursor: item.index === cursor }), null),
        )}
        <Spacer height={after} />
      </tbody>
    </table>
  )
}

/** One cell: spanning columns, of which some may be hidden, it would make new ones. */
function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden="true" className={styles.spacer}>
      <td style={{ height }} />
    </tr>
  )
}

function pick<Row, Result>(
  rows: readonly Row[],
  index: number,
  read: ((row: Row) => Result) | undefined,
  missing: Result,
): Result {
  const row = rows[index]
  return row === undefined || !read ? missing : read(row)
}
