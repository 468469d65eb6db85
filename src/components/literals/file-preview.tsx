import { useQuery } from '@tanstack/react-query'
import { type BlobHead, blobHeadQuery } from '../../api/data/blob-reader'
import type { StoredNode } from '../../domain/literals/value-tree'
import { useApi } from '../layout/api-context'
import { FileRegion } from './file-region'
import { ImagePreview } from './image-preview'
import { JsonPreview } from './json-preview'
import { NumpyPreview } from './numpy-preview'
import { ParquetPreview } from './parquet-preview'
import { filesOf, type PreviewKind, previewKind } from './preview-kind'
import { SeparatedPreview } from './separated-preview'
import { BytesPreview, TextPreview } from './text-preview'

/** As much as is read of a file: a glance, and what a person reads when there is room. */
const GLANCE_BYTES = 64 * 1024
const FULL_BYTES = 2 * 1024 * 1024

export interface FilePreviewProps {
  readonly node: StoredNode
  /** With room for much of it. */
  readonly full?: boolean
}

/** A look into a stored file: pictures and tables as such, text as text, the rest as bytes. Says how much was read. */
export function FilePreview({ node, full = false }: FilePreviewProps) {
  const kind = previewKind(node)
  if (kind === 'parquet') return <ParquetPreview uris={filesOf(node)} full={full} />
  return <HeadPreview node={node} kind={kind} full={full} />
}

interface HeadPreviewProps {
  readonly node: StoredNode
  readonly kind: Exclude<PreviewKind, 'parquet'>
  readonly full: boolean
}

function HeadPreview({ node, kind, full }: HeadPreviewProps) {
  const { config } = useApi()
  const uris = filesOf(node)
  const head = useQuery(blobHeadQuery(config.basePath, uris, full && kind !== 'image' ? FULL_BYTES : GLANCE_BYTES))
  return (
    <FileRegion query={head}>
      {(data) => {
        switch (kind) {
          case 'image':
            return <ImagePreview uri={node.uri} format={node.format} head={data} full={full} />
          case 'table':
            return <SeparatedPreview head={data} separator={/\.tsv$/i.test(node.uri) ? '\t' : ','} full={full} />
          case 'json':
            return <JsonPreview head={data} full={full} />
          case 'numpy':
            return <NumpyPreview head={data} full={full} />
          case 'text':
            return <TextPreview head={data} full={full} />
          case 'unknown':
            return looksLikeText(data) ? <TextPreview head={data} full={full} /> : <BytesPreview head={data} />
        }
      }}
    </FileRegion>
  )
}

/** No control characters but those that texts have. */
function looksLikeText({ bytes }: BlobHead): boolean {
  return bytes.subarray(0, 4096).every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b)
}
