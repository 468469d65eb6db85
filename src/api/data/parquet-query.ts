import { queryOptions } from '@tanstack/react-query'
import {
  type AsyncBuffer,
  cachedAsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  type ParquetParsers,
  type SchemaElement,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { pythonFloat } from '../../domain/literals/number-text'
import { timestampText } from '../../domain/literals/time-text'
import { atFirstFile, readBlobRange } from './blob-reader'

export interface TableColumn {
  readonly name: string
  /** "" when the file does not say. */
  readonly type: string
}

export interface TableHead {
  readonly columns: readonly TableColumn[]
  /** Cells as text; null where there is no value. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly totalRows: number
  /** Bytes of the file, and how many of them were read. */
  readonly size: number
  readonly read: number
}

/** A time to the last nanosecond, which JavaScript's dates do not keep. */
function timeText(nanos: bigint): string {
  const BILLION = 1_000_000_000n
  const rest = ((nanos % BILLION) + BILLION) % BILLION
  return timestampText({ seconds: (nanos - rest) / BILLION, nanos: Number(rest) })
    .replace('T', ' ')
    .replace(/(:00)?Z$/, '')
}

const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => timeText(millis * 1_000_000n),
  timestampFromMicroseconds: (micros) => timeText(micros * 1_000n),
  timestampFromNanoseconds: timeText,
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
}

function cellText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return type === 'double' || type === 'float' ? pythonFloat(value) : String(value)
  if (typeof value === 'string') return value
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
}

const PHYSICAL: Readonly<Record<string, string | undefined>> = {
  BOOLEAN: 'bool',
  INT32: 'int32',
  INT64: 'int64',
  INT96: 'timestamp',
  FLOAT: 'float',
  DOUBLE: 'double',
  BYTE_ARRAY: 'bytes',
  FIXED_LEN_BYTE_ARRAY: 'bytes',
}

function typeOf({
  type,
  logical_type: logical,
  converted_type: converted,
  num_children: children,
}: SchemaElement): string {
  if (children !== undefined && children > 0)
    return converted === 'LIST' ? 'list' : converted === 'MAP' ? 'map' : 'struct'
  if (logical?.type === 'STRING' || converted === 'UTF8') return 'str'
  if (logical?.type === 'TIMESTAMP') return `timestamp[${{ MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' }[logical.unit]}]`
  if (logical?.type === 'DATE' || converted === 'DATE') return 'date'
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') return 'decimal'
  return PHYSICAL[type ?? ''] ?? ''
}

/** The columns of the table itself, without the parts of nested ones. */
function columnsOf({ schema }: FileMetaData): readonly TableColumn[] {
  const columns: TableColumn[] = []
  let index = 1
  const skip = (element: SchemaElement | undefined) => {
    for (let child = element?.num_children ?? 0; child > 0; child--) skip(schema[index++])
  }
  while (index < schema.length) {
    const element = schema[index++]
    if (!element) break
    columns.push({ name: element.name, type: typeOf(element) })
    skip(element)
  }
  return columns
}

async function readHead(basePath: string, uri: string, rows: number, signal: AbortSignal): Promise<TableHead> {
  const { size = 0 } = await readBlobRange(basePath, uri, 0, 1, signal)
  let read = 0
  const file: AsyncBuffer = cachedAsyncBuffer({
    byteLength: size,
    slice: async (start, end = size) => {
      const { bytes } = await readBlobRange(basePath, uri, start, end - start, signal)
      read += bytes.length
      return new Uint8Array(bytes).buffer
    },
  })
  const metadata = await parquetMetadataAsync(file)
  const totalRows = Number(metadata.num_rows)
  const columns = columnsOf(metadata)
  const objects = await parquetReadObjects({
    file,
    metadata,
    compressors,
    parsers: PARSERS,
    useOffsetIndex: true,
    rowStart: 0,
    rowEnd: Math.min(rows, totalRows),
  })
  const cells = objects.map((row) => columns.map(({ name, type }) => cellText(row[name], type)))
  return { columns, rows: cells, totalRows, size, read }
}

/**
 * The first rows of a Parquet file. Its footer and the pages that hold the rows are all that is read, by ranges: the file may be
 * of any size.
 *
 * @param uris locations to look at, the likeliest first
 * @throws ApiError, or an Error when the file is no Parquet
 */
export function parquetHeadQuery(basePath: string, uris: readonly string[], rows: number) {
  return queryOptions({
    queryKey: ['parquet', uris, rows],
    queryFn: ({ signal }) => atFirstFile(uris, (uri) => readHead(basePath, uri, rows, signal)),
    staleTime: Infinity,
    structuralSharing: false,
    // More rows of the same table come without its going away meanwhile.
    placeholderData: (before) => before,
  })
}
