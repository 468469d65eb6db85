import { Search } from 'lucide-react'
import { useLocation } from 'react-router'
import type { Scope } from '../../config/paths'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { Kbd } from '../ui/kbd'
import { Link } from '../ui/link'
import { ConnectionLine } from './connection-line'
import { Logo } from './logo'
import { isCurrent, navGroups } from './nav-items'
import { ScopeSwitcher } from './scope-switcher'
import { SettingsMenu } from './settings-menu'
import styles from './app-shell.module.css'

export interface MainNavProps {
  readonly scope: Scope
  /** Icons only; their names are then tooltips. */
  readonly rail: boolean
  readonly onPalette: () => void
  readonly onShortcuts: () => void
  /** Something in it was followed. */
  readonly onLeave: () => void
}

/** Where one is and can go: project and domain, pages, the connection, settings. */
export function MainNav({ scope, rail, onPalette, onShortcuts, onLeave }: MainNavProps) {
  const { pathname } = useLocation()
  return (
    <>
      <Link look="bare" href="/" className={styles.brand} aria-label="Contrail, home" onClick={onLeave}>
        <Logo /> <span className={styles.word}>Contrail</span>
      </Link>
      <ScopeSwitcher scope={scope} compact={rail} onChosen={onLeave} />
      <button
        type="button"
        className={classNames(styles.item, styles.search)}
        aria-label="Search or go to"
        data-tooltip={rail ? 'Search or go to  Ctrl K' : undefined}
        onClick={() => {
          onLeave()
          onPalette()
        }}
      >
        <Icon of={Search} />
        <span className={styles.word}>Search or go to</span>
        <Kbd keys="Ctrl K" className={styles.word} />
      </button>
      {navGroups(scope).map((group) => (
        <div key={group.title ?? ''} className={styles.group}>
          {group.title === undefined ? null : (
            <div className={classNames(styles.groupTitle, styles.word)}>{group.title}</div>
          )}
          {group.items.map((item) => (
            <Link
              key={item.label}
              look="bare"
              href={item.href}
              className={styles.item}
              aria-label={item.label}
              aria-current={isCurrent(item, pathname) ? 'page' : undefined}
              data-tooltip={rail ? `${item.label}  g ${item.key}` : undefined}
              onClick={onLeave}
            >
              <Icon of={item.icon} />
              <span className={styles.word}>{item.label}</span>
            </Link>
          ))}
        </div>
      ))}
      <div className={styles.foot}>
        <ConnectionLine />
        <SettingsMenu onShowShortcuts={onShortcuts} />
      </div>
    </>
  )
}
