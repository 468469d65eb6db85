import { type ReactNode, useEffect } from 'react'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs'
import { classNames } from '../ui/class-names'
import styles from './page-frame.module.css'

export interface PageFrameProps {
  /** Title of the browser's tab. */
  readonly documentTitle: string
  readonly title: ReactNode
  readonly crumbs?: readonly Crumb[]
  /** A line below the title. */
  readonly meta?: ReactNode
  /** Live indicator and the like, at the right of the breadcrumbs. */
  readonly status?: ReactNode
  /** Buttons, the primary one last. */
  readonly actions?: ReactNode
  /** The content brings its own scrolling and margins. */
  readonly bare?: boolean
  readonly children: ReactNode
}

/** The frame of every page: where it is, what it is, what can be done, and the content below. */
export function PageFrame({
  documentTitle,
  title,
  crumbs,
  meta,
  status,
  actions,
  bare = false,
  children,
}: PageFrameProps) {
  // The tab's title is outside React.
  useEffect(() => {
    document.title = `${documentTitle} · Contrail`
  }, [documentTitle])
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <header className={styles.header}>
        {crumbs && crumbs.length > 0 ? (
          <div className={styles.top}>
            <Breadcrumbs crumbs={crumbs} />
            {status}
          </div>
        ) : null}
        <div className={styles.line}>
          <h1 className={styles.title}>{title}</h1>
          <div className={styles.actions}>
            {crumbs && crumbs.length > 0 ? null : status}
            {actions}
          </div>
        </div>
        {meta === undefined ? null : <div className={styles.meta}>{meta}</div>}
      </header>
      <div className={classNames(styles.content, bare && styles.bare)}>{children}</div>
    </main>
  )
}
