import type { ReactNode } from 'react'
import styles from './section-heading.module.css'

export interface SectionHeadingProps {
  readonly id: string
  readonly title: string
  /** A few faint words after it: how many, of what. */
  readonly note?: ReactNode
  /** Links or small buttons at the right. */
  readonly end?: ReactNode
}

/** Title of a part of a page. */
export function SectionHeading({ id, title, note, end }: SectionHeadingProps) {
  return (
    <div className={styles.heading}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {note === undefined ? null : <span className={styles.note}>{note}</span>}
      {end === undefined ? null : <span className={styles.end}>{end}</span>}
    </div>
  )
}
