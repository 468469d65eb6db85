import { Link } from './link'
import styles from './breadcrumbs.module.css'

export interface Crumb {
  readonly label: string
  readonly href: string
}

export interface BreadcrumbsProps {
  /** The way here, without the page itself: its title says that. */
  readonly crumbs: readonly Crumb[]
}

export function Breadcrumbs({ crumbs }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumb" className={styles.nav}>
      <ol className={styles.crumbs}>
        {crumbs.map((crumb) => (
          <li key={crumb.href} className={styles.crumb}>
            <Link href={crumb.href} className="cut" data-cut="end">
              {crumb.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
