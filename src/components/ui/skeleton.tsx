import { classNames } from './class-names'
import styles from './skeleton.module.css'

export interface SkeletonProps {
  /** CSS width; a number is pixels. */
  readonly width: number | string
  /** Pixels. */
  readonly height?: number
  readonly round?: boolean
}

/** A still bar in the place and size of what will be there. */
export function Skeleton({ width, height, round = false }: SkeletonProps) {
  return <span aria-hidden="true" className={classNames(styles.bar, round && styles.round)} style={{ width, height }} />
}
