import type { TableColumn } from '../../api/data/parquet-query'
import { classNames } from '../ui/class-names'
import { isNumberColumn } from './column-type'
import styles from './file-preview.module.css'

export interface TablePreviewProps {
  readonly label: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly tall: boolean
}

const LONG_CELL = 120

/** Rows of a stored table. */
export function TablePreview({ label, columns, rows, tall }: TablePreviewProps) {
  const numbers = columns.map(({ type }) => isNumberColumn(type))
  return (
    <div className={classNames(styles.scroll, tall && styles.tall)} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name, type }, index) => (
              <th key={index} scope="col" className={classNames(numbers[index] && styles.number)}>
                {name}
                <span className={styles.type}>{type}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((_, column) => {
                const cell = row[column] ?? null
                return (
                  <td key={column} className={classNames(numbers[column] && styles.number)}>
                    {cell === null ? (
                      <span className="faint">null</span>
                    ) : cell.length > LONG_CELL ? (
                      <span data-tooltip={cell.slice(0, 2000)}>{cell.slice(0, LONG_CELL)}…</span>
                    ) : (
                      cell
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
