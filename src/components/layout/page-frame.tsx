import { Menu } from 'lucide-react'
import { type ReactNode, use, useEffect } from 'react'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { OpenNavigation } from './shell-context'
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
  /** Tabs between header and content; they stay while the content scrolls. */
  readonly tabs?: ReactNode
  /** The content brings its own scrolling and margins. */
  readonly bare?: boolean
  readonly children: ReactNode
}

/** The frame of every page: where it is, what it is, what can be done, and the content below. */
export function PageFrame({
  documentTitle,
  title,
  crumbs = [],
  meta,
  status,
  actions,
  tabs,
  bare = false,
  children,
}: PageFrameProps) {
  const openNavigation = use(OpenNavigation)
  // The tab's title is outside React.
  useEffect(() => {
    document.title = `${documentTitle} · Contrail`
  }, [documentTitle])
  const menu = openNavigation ? (
    <IconButton label="Open the navigation" icon={Menu} className={styles.menu} onClick={openNavigation} />
  ) : null
  const deep = crumbs.length > 0
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <header className={classNames(styles.header, tabs !== undefined && styles.tabbed)}>
        {deep ? (
          <div className={styles.top}>
            {menu}
            <Breadcrumbs crumbs={crumbs} />
            <div className={styles.status}>{status}</div>
          </div>
        ) : null}
        <div className={classNames(styles.line, !deep && styles.only)}>
          {deep ? null : menu}
          <h1 className={styles.title}>{title}</h1>
          {deep ? null : <div className={styles.status}>{status}</div>}
          <div className={styles.actions}>{actions}</div>
        </div>
        {meta === undefined ? null : <div className={styles.meta}>{meta}</div>}
      </header>
      {tabs}
      <div className={classNames(styles.content, bare && styles.bare)}>{children}</div>
    </main>
  )
}
