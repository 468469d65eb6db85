import type { BlobHead } from '../../api/data/blob-reader'
import { formatBytes } from '../../domain/times'

/** Whether what was read is all of the file. */
export function isWhole({ bytes, size }: BlobHead): boolean {
  return size === undefined || bytes.length >= size
}

/** How much of a file is shown. */
export function ReadAmount({ head }: { readonly head: BlobHead }) {
  if (isWhole(head)) return <>{formatBytes(head.bytes.length)}</>
  return (
    <>
      the first {formatBytes(head.bytes.length)} of {formatBytes(head.size ?? 0)}
    </>
  )
}
