import { readNpyHead } from '../../domain/npy-head'
import { formatBytes, formatCount } from '../../domain/times'
import { CodeBlock } from '../ui/code-block'
import { BytesPreview, type HeadProps } from './text-preview'
import styles from './file-preview.module.css'

const GLANCE_VALUES = 60
const FULL_VALUES = 4000
const MOST_COLUMNS = 12

/** Values of the last dimension on a line, as NumPy prints them. */
function layout(values: readonly string[], columns: number): string {
  const width = Math.max(...values.map((value) => value.length))
  const lines: string[] = []
  for (let start = 0; start < values.length; start += columns)
    lines.push(
      values
        .slice(start, start + columns)
        .map((value) => value.padStart(width))
        .join('  '),
    )
  return lines.join('\n')
}

/** An array of NumPy: its type, its shape and its first values. */
export function NumpyPreview({ head, full }: HeadProps) {
  const array = readNpyHead(head.bytes, full ? FULL_VALUES : GLANCE_VALUES)
  if (!array) return <BytesPreview head={head} />
  const { dtype, shape, fortran, values } = array
  const count = shape.reduce((product, one) => product * one, 1)
  const columns = fortran ? MOST_COLUMNS : Math.min(shape.at(-1) ?? 1, MOST_COLUMNS)
  return (
    <figure className={styles.preview}>
      {values.length === 0 ? null : (
        <CodeBlock label="values" text={layout(values, Math.max(columns, 1))} maxHeight={full ? 560 : 140} />
      )}
      <figcaption className={styles.caption}>
        {dtype}, shape ({shape.map((one) => formatCount(one)).join(' × ')}){fortran ? ', column by column' : ''},{' '}
        {values.length === 0
          ? 'values of this type are not shown here'
          : values.length < count
            ? `the first ${formatCount(values.length)} of ${formatCount(count)} values`
            : `all ${formatCount(count)} values`}
        , {formatBytes(head.size ?? head.bytes.length)}
      </figcaption>
    </figure>
  )
}
