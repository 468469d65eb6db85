import type { BlobHead } from '../../api/data/blob-reader'
import { CodeBlock } from '../ui/code-block'
import { ReadAmount } from './read-amount'
import styles from './file-preview.module.css'

export interface HeadProps {
  readonly head: BlobHead
  readonly full: boolean
}

/** A text as it is. */
export function TextPreview({ head, full }: HeadProps) {
  return (
    <figure className={styles.preview}>
      <CodeBlock label="text" text={new TextDecoder().decode(head.bytes)} wrap maxHeight={full ? 640 : 180} />
      <figcaption className={styles.caption}>
        <ReadAmount head={head} />
      </figcaption>
    </figure>
  )
}

const LINE = 16
const LINES = 16

function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let start = 0; start < Math.min(bytes.length, LINE * LINES); start += LINE) {
    const line = [...bytes.subarray(start, start + LINE)]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    lines.push(`${start.toString(16).padStart(6, '0')}  ${hex.padEnd(LINE * 3)} ${text}`)
  }
  return lines.join('\n')
}

/** Bytes of no known kind. */
export function BytesPreview({ head }: { readonly head: BlobHead }) {
  const shown = { bytes: head.bytes.subarray(0, LINE * LINES), size: head.size ?? head.bytes.length }
  return (
    <figure className={styles.preview}>
      <CodeBlock label="bytes" text={hexDump(head.bytes)} maxHeight={240} />
      <figcaption className={styles.caption}>
        <ReadAmount head={shown} />, of no kind that is known here
      </figcaption>
    </figure>
  )
}
