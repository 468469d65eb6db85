import Papa from 'papaparse'
import { formatBytes, formatCount } from '../../domain/times'
import { guessColumnType } from './column-type'
import { isWhole } from './read-amount'
import { TablePreview } from './table-preview'
import type { HeadProps } from './text-preview'
import styles from './file-preview.module.css'

export interface SeparatedPreviewProps extends HeadProps {
  readonly separator: string
}

const GLANCE_ROWS = 5
const FULL_ROWS = 1000

/** The first rows of a file with a record a line. */
export function SeparatedPreview({ head, separator, full }: SeparatedPreviewProps) {
  const most = full ? FULL_ROWS : GLANCE_ROWS
  const { data } = Papa.parse<string[]>(new TextDecoder().decode(head.bytes), {
    delimiter: separator,
    skipEmptyLines: 'greedy',
  })
  const whole = isWhole(head)
  // The last line of a part may be cut.
  const [names = [], ...records] = whole ? data : data.slice(0, -1)
  const columns = names.map((name, index) => ({
    name,
    type: guessColumnType(records.map((record) => record[index] ?? '')),
  }))
  const rows = records.slice(0, most).map((record) => columns.map((_, index) => record[index] ?? null))
  return (
    <figure className={styles.preview}>
      <TablePreview label="The first rows of the table" columns={columns} rows={rows} tall={full} />
      <figcaption className={styles.caption}>
        {rows.length < records.length || !whole
          ? `the first ${formatCount(rows.length)}${whole ? ` of ${formatCount(records.length)}` : ''} rows`
          : records.length === 1
            ? '1 row'
            : `all ${formatCount(records.length)} rows`}
        , {formatCount(columns.length)} columns, types guessed,{' '}
        {whole
          ? formatBytes(head.bytes.length)
          : `read from ${formatBytes(head.bytes.length)} of ${formatBytes(head.size ?? 0)}`}
      </figcaption>
    </figure>
  )
}
