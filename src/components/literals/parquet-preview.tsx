import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { parquetHeadQuery } from '../../api/data/parquet-query'
import { formatBytes, formatCount } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { Button } from '../ui/button'
import { FileRegion } from './file-region'
import { TablePreview } from './table-preview'
import styles from './file-preview.module.css'

const GLANCE_ROWS = 5
const FULL_ROWS = 200

/** The first rows of a Parquet file, read by ranges: the file may be of any size. */
export function ParquetPreview({ uris, full }: { readonly uris: readonly string[]; readonly full: boolean }) {
  const { config } = useApi()
  const [most, setMost] = useState(full ? FULL_ROWS : GLANCE_ROWS)
  const head = useQuery(parquetHeadQuery(config.basePath, uris, most))
  return (
    <FileRegion query={head}>
      {({ columns, rows, totalRows, size, read }) => (
        <figure className={styles.preview}>
          <TablePreview
            label="The first rows of the table"
            columns={columns}
            rows={rows}
            tall={full || most > GLANCE_ROWS}
          />
          <figcaption className={styles.caption}>
            <span>
              {rows.length < totalRows ? `the first ${formatCount(rows.length)} of ` : ''}
              {formatCount(totalRows)} {totalRows === 1 ? 'row' : 'rows'}, {formatCount(columns.length)} columns, read
              from {formatBytes(Math.min(read, size))} of {formatBytes(size)}
            </span>
            {rows.length < totalRows ? (
              <Button
                size="sm"
                variant="ghost"
                loading={head.isFetching}
                onClick={() => setMost(most < FULL_ROWS ? FULL_ROWS : most * 5)}
              >
                More rows
              </Button>
            ) : null}
          </figcaption>
        </figure>
      )}
    </FileRegion>
  )
}
