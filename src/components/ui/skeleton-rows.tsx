import { Skeleton } from './skeleton'
import styles from './skeleton.module.css'

export interface SkeletonRowsProps {
  readonly rows?: number
  /** Widths of the bars of a row, after a round glyph; numbers are pixels. */
  readonly widths?: readonly (number | string)[]
}

const lengths = [1, 0.72, 0.9, 0.6, 0.82, 0.68]

/** Rows of a table to be: same height, same columns, no motion. */
export function SkeletonRows({ rows = 8, widths = [64, 140, '34%', 90] }: SkeletonRowsProps) {
  return (
    <div className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row}>
          <Skeleton width={14} height={14} round />
          {widths.map((width, column) => {
            const part = lengths[(row + column) % lengths.length] ?? 1
            return (
              <Skeleton
                key={column}
                width={typeof width === 'number' ? Math.round(width * part) : `calc(${width} * ${part})`}
              />
            )
          })}
        </div>
      ))}
    </div>
  )
}
