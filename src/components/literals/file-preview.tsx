import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback } from 'react'
import { type BlobHead, blobHeadQuery } from '../../api/data/blob-reader'
import { formatBytes } from '../../domain/times'
import { useApi } from '../layout/api-context'
import { QueryRegion } from '../layout/query-region'
import { CodeBlock } from '../ui/code-block'
import { Skeleton } from '../ui/skeleton'
import { CsvPreview } from './csv-preview'
import { previewKind } from './preview-kind'
import styles from './file-preview.module.css'

const ParquetPreview = lazy(() => import('./parquet-preview').then((module) => ({ default: module.ParquetPreview })))

/** As much as a person reads of a text, and as large as a picture may be. */
const TEXT_BYTES = 256 * 1024
const IMAGE_BYTES = 20 * 1024 * 1024

export interface FilePreviewProps {
  readonly uri: string
  readonly format: string
  /** Its location is a folder with a table in it, as flytekit stores data frames. */
  readonly dataset: boolean
}

/** A look into a stored file: pictures and tables as such, text as text, the rest as bytes. Says how much was read. */
export function FilePreview({ uri, format, dataset }: FilePreviewProps) {
  const { config } = useApi()
  const file = dataset && !/\.\w+$/.test(uri) ? `${uri.replace(/\/$/, '')}/00000` : uri
  const kind = dataset && format !== 'csv' ? 'parquet' : previewKind(file, format)
  const head = useQuery({
    ...blobHeadQuery(config.basePath, file, kind === 'image' ? IMAGE_BYTES : TEXT_BYTES),
    enabled: kind !== 'parquet',
  })
  if (kind === 'parquet') {
    return (
      <Suspense fallback={<Skeleton width="100%" height={80} />}>
        <ParquetPreview uri={file} />
      </Suspense>
    )
  }
  return (
    <QueryRegion query={head} what="the file" skeleton={<Skeleton width="100%" height={80} />}>
      {(data) => (
        <figure className={styles.preview}>
          {kind === 'image' ? (
            <ImagePreview bytes={data.bytes} mime={imageType(file)} />
          ) : kind === 'csv' ? (
            <CsvPreview text={decode(data.bytes)} whole={isWhole(data)} separator={/\.tsv$/i.test(file) ? '\t' : ','} />
          ) : kind === 'json' ? (
            <CodeBlock
              label="JSON"
              text={isWhole(data) ? prettyJson(decode(data.bytes)) : decode(data.bytes)}
              wrap
              maxHeight={420}
            />
          ) : looksLikeText(data.bytes) ? (
            <CodeBlock label="text" text={decode(data.bytes)} wrap maxHeight={420} />
          ) : (
            <CodeBlock label="bytes" text={hexDump(data.bytes)} maxHeight={240} />
          )}
          <figcaption className="small faint">
            {isWhole(data)
              ? formatBytes(data.bytes.length)
              : `first ${formatBytes(data.bytes.length)}${data.size === undefined ? '' : ` of ${formatBytes(data.size)}`}; download it for the rest`}
          </figcaption>
        </figure>
      )}
    </QueryRegion>
  )
}

function isWhole({ bytes, size }: BlobHead): boolean {
  return size === undefined || bytes.length >= size
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function looksLikeText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 4096).includes(0)
}

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    // Not JSON after all: as it is.
    return text
  }
}

const HEX_LINE = 16
const HEX_LINES = 32

function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let start = 0; start < Math.min(bytes.length, HEX_LINE * HEX_LINES); start += HEX_LINE) {
    const line = [...bytes.subarray(start, start + HEX_LINE)]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${start.toString(16).padStart(6, '0')}  ${hex.padEnd(HEX_LINE * 3)} ${text}`)
  }
  return lines.join('\n')
}

function imageType(uri: string): string {
  const extension = /\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? ''
  return `image/${extension === 'jpg' ? 'jpeg' : extension === 'svg' ? 'svg+xml' : extension}`
}

function ImagePreview({ bytes, mime }: { readonly bytes: Uint8Array; readonly mime: string }) {
  // Object URLs live until they are given back, so the element makes its own and the cleanup of its ref returns it.
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }))
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [bytes, mime],
  )
  return <img ref={show} alt="The stored picture" className={styles.image} />
}
