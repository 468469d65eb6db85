import { queryOptions } from '@tanstack/react-query'
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { readBlobRange } from './blob-reader'

export interface TableHead {
  readonly columns: readonly string[]
  /** Cells as text. */
  readonly rows: readonly (readonly string[])[]
  readonly totalRows: number
}

const ROWS = 100

function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'object')
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The first rows of a Parquet file; its footer and the pages that hold them are all that is read. */
export function parquetHeadQuery(basePath: string, uri: string) {
  return queryOptions({
    queryKey: ['parquet', uri],
    queryFn: async ({ signal }): Promise<TableHead> => {
      const { size = 0 } = await readBlobRange(basePath, uri, 0, 1, signal)
      const file: AsyncBuffer = {
        byteLength: size,
        slice: async (start, end = size) => {
          const { bytes } = await readBlobRange(basePath, uri, start, end - start, signal)
          return new Uint8Array(bytes).buffer
        },
      }
      const metadata = await parquetMetadataAsync(file)
      const totalRows = Number(metadata.num_rows)
      const objects = await parquetReadObjects({
        file,
        metadata,
        compressors,
        rowStart: 0,
        rowEnd: Math.min(ROWS, totalRows),
      })
      const columns = metadata.schema
        .filter((element) => element.num_children === undefined)
        .map((element) => element.name)
      return { columns, rows: objects.map((row) => columns.map((column) => cellText(row[column]))), totalRows }
    },
    staleTime: Infinity,
    structuralSharing: false,
  })
}
