import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import { columnClass, type TableColumn } from './table-column'
import styles from './table.module.css'

export interface TableHeadProps {
  readonly columns: readonly TableColumn[]
  /** Content of some heads, by column key: the box that selects all. */
  readonly content?: Readonly<Record<string, ReactNode>>
}

/** Widths and the sticky titles of a table. */
export function TableHead({ columns, content }: TableHeadProps) {
  return (
    <>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} className={columnClass(column)} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={columnClass(column)}
              data-align={column.align}
              aria-sort={column.sorted}
            >
              {content?.[column.key] ?? <Title column={column} />}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}

function Title({ column }: { readonly column: TableColumn }) {
  if (!column.onSort) return column.title === '' ? <span className="sr-only">{column.label}</span> : column.title
  return (
    <button type="button" className={styles.sort} data-active={column.sorted} onClick={column.onSort}>
      {column.title}
      <Icon of={column.sorted === 'ascending' ? ArrowUp : ArrowDown} size="xs" />
    </button>
  )
}
