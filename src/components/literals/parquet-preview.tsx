import { useQuery } from '@tanstack/react-query'
import { parquetHeadQuery } from '../../api/data/parquet-head'
import { formatCount } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { Skeleton } from '../ui/skeleton'
import { PreviewTable } from './preview-table'

/** The first rows of a Parquet file, read by ranges: the file may be of any size. */
export function ParquetPreview({ uri }: { readonly uri: string }) {
  const { config } = useApi()
  const head = useQuery(parquetHeadQuery(config.basePath, uri))
  return (
    <QueryRegion query={head} what="the table" skeleton={<Skeleton width="100%" height={80} />}>
      {(data) => (
        <>
          <PreviewTable label="The first rows of the table" columns={data.columns} rows={data.rows} />
          <p className="small faint">
            {formatCount(data.columns.length)} columns, the first {formatCount(data.rows.length)} of{' '}
            {formatCount(data.totalRows)} rows
          </p>
        </>
      )}
    </QueryRegion>
  )
}
