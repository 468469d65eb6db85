import { classNames } from '../ui/class-names'
import styles from './file-preview.module.css'

export interface PreviewTableProps {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** The first rows of a table. */
export function PreviewTable({ label, columns, rows }: PreviewTableProps) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((_, column) => (
                <td key={column} className={classNames(NUMBER.test(row[column] ?? '') && styles.number)}>
                  {row[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
