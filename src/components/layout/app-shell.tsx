import { useQuery } from '@tanstack/react-query'
import { Menu as MenuIcon, Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, ScrollRestoration, useLocation, useMatch, useNavigate } from 'react-router'
import { versionQuery } from '../../api/version/version-queries'
import { paths, SCOPE_ROUTE, type Scope } from '../../config/paths'
import { classNames } from '../ui/class-names'
import { Icon } from '../ui/icon'
import { IconButton } from '../ui/icon-button'
import { Kbd } from '../ui/kbd'
import { Link } from '../ui/link'
import { StatusDot } from '../ui/status-dot'
import { TooltipLayer } from '../ui/tooltip-layer'
import { useApi } from './api-context'
import { Logo } from './logo'
import { isCurrent, navGroups, type NavGroup, PROJECTS_ITEM } from './nav-items'
import { changePreferences, usePreferences } from './preferences'
import { ScopeSwitcher } from './scope-switcher'
import { SettingsMenu } from './settings-menu'
import { ShortcutSheet } from './shortcut-sheet'
import { Toasts } from './toasts'
import { useGlobalKeys } from './use-global-keys'
import styles from './app-shell.module.css'

const GoToDialog = lazy(() => import('./go-to-dialog').then((module) => ({ default: module.GoToDialog })))

/** Pages that need the width: their navigation is a rail. */
const RAIL_PATH = /^\/projects\/[^/]+\/domains\/[^/]+\/(executions\/[^/]+|launch)\/?$/

/** The scope of the URL, else the last one, so that the navigation leads back. */
function useShellScope(): Scope | undefined {
  const match = useMatch(`${SCOPE_ROUTE}/*`)
  const { lastScope } = usePreferences()
  const { project, domain } = match?.params ?? {}
  // What was open last is kept for the next visit.
  useEffect(() => {
    if (project !== undefined && domain !== undefined) changePreferences({ lastScope: { project, domain } })
  }, [project, domain])
  return project !== undefined && domain !== undefined ? { project, domain } : lastScope
}

/** What is around every page: navigation, project and domain, connection, settings, and what floats above. */
export function AppShell() {
  const scope = useShellScope()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [sheet, setSheet] = useState<'shortcuts' | 'palette' | undefined>()
  const [menuOpen, setMenuOpen] = useState(false)
  const rail = RAIL_PATH.test(pathname)
  const groups: readonly NavGroup[] = scope ? navGroups(scope) : [{ title: undefined, items: [PROJECTS_ITEM] }]

  useGlobalKeys({
    goTo: (letter) => {
      const item = groups.flatMap((group) => group.items).find((one) => one.key === letter)
      if (item) void navigate(item.href)
      return item !== undefined
    },
    onHelp: () => setSheet('shortcuts'),
    onPalette: () => setSheet('palette'),
  })

  return (
    <div className={classNames(styles.shell, rail && styles.withRail)}>
      <a href="#content" className={styles.skip}>
        Skip to the content
      </a>
      <div className={styles.topBar}>
        <IconButton
          label={menuOpen ? 'Close the navigation' : 'Open the navigation'}
          icon={MenuIcon}
          aria-expanded={menuOpen}
          onClick={() => setMenuOpen(!menuOpen)}
        />
        <Link look="bare" href="/" className={styles.brand}>
          <Logo size={18} /> Contrail
        </Link>
        <IconButton label="Search or go to" icon={Search} onClick={() => setSheet('palette')} />
      </div>
      <nav
        aria-label="Main"
        className={classNames(styles.nav, menuOpen && styles.open)}
        onClick={() => setMenuOpen(false)}
      >
        <Link look="bare" href="/" className={styles.brand} aria-label="Contrail, home">
          <Logo /> <span className={styles.word}>Contrail</span>
        </Link>
        <div className={styles.wide} onClick={(event) => event.stopPropagation()}>
          <ScopeSwitcher scope={scope} compact={false} />
        </div>
        <div className={styles.narrow}>
          <ScopeSwitcher scope={scope} compact />
        </div>
        <button
          type="button"
          className={styles.item}
          onClick={() => setSheet('palette')}
          aria-label="Search or go to"
          data-tooltip={rail ? 'Search or go to' : undefined}
        >
          <Icon of={Search} />
          <span className={styles.word}>Search or go to</span>
          <Kbd keys="Ctrl K" className={styles.word} />
        </button>
        {groups.map((group) => (
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
                data-tooltip={rail ? item.label : undefined}
              >
                <Icon of={item.icon} />
                <span className={styles.word}>{item.label}</span>
              </Link>
            ))}
          </div>
        ))}
        <div className={styles.foot} onClick={(event) => event.stopPropagation()}>
          <ConnectionLine />
          <SettingsMenu onShowShortcuts={() => setSheet('shortcuts')} />
        </div>
      </nav>
      <div className={styles.main}>
        <Outlet />
      </div>
      <TooltipLayer />
      <Toasts />
      {sheet === 'shortcuts' ? <ShortcutSheet onClose={() => setSheet(undefined)} /> : null}
      {sheet === 'palette' ? (
        <Suspense>
          <GoToDialog scope={scope} onClose={() => setSheet(undefined)} />
        </Suspense>
      ) : null}
      <ScrollRestoration />
    </div>
  )
}

/** Which Flyte this is, and whether it answers. */
function ConnectionLine() {
  const { transport, config } = useApi()
  const version = useQuery(versionQuery(transport))
  const state = version.isError ? 'not reachable' : version.isSuccess ? 'connected' : 'connecting'
  return (
    <Link
      look="bare"
      href={paths.connection()}
      className={styles.connection}
      aria-label={`${config.endpoint}, ${state}`}
      data-tooltip={`${config.endpoint}, ${state}`}
    >
      <StatusDot tone={version.isError ? 'fail' : version.isSuccess ? 'ok' : 'idle'} />
      <span className={classNames('cut', styles.word)}>{config.mode === 'sandbox' ? 'sandbox' : config.endpoint}</span>
    </Link>
  )
}
