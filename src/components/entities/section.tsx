import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

export interface SectionProps {
  readonly title: string
  /** Faint, after the title: how many, of which version. */
  readonly note?: ReactNode
  /** Small buttons at the right. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page under a title of its own. */
export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note === undefined ? null : <span className="faint">{note}</span>}
        {actions === undefined ? null : <span className={styles.actions}>{actions}</span>}
      </div>
      {children}
    </section>
  )
}
