import Papa from 'papaparse'
import { formatCount } from '../../domain/times'
import { PreviewTable } from './preview-table'

export interface CsvPreviewProps {
  readonly text: string
  /** Whether that is all of the file; otherwise its last line may be cut. */
  readonly whole: boolean
  readonly separator: string
}

const ROWS = 200

/** The first rows of a CSV file. */
export function CsvPreview({ text, whole, separator }: CsvPreviewProps) {
  const { data } = Papa.parse<string[]>(text, { delimiter: separator, skipEmptyLines: 'greedy', preview: ROWS + 2 })
  const [columns = [], ...rest] = whole ? data : data.slice(0, -1)
  const rows = rest.slice(0, ROWS)
  return (
    <>
      <PreviewTable label="The first rows of the table" columns={columns} rows={rows} />
      <p className="small faint">
        {formatCount(columns.length)} columns,{' '}
        {rest.length > ROWS || !whole
          ? `the first ${formatCount(rows.length)} rows`
          : `all ${formatCount(rows.length)} rows`}
      </p>
    </>
  )
}
