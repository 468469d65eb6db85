import { X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Outlet, ScrollRestoration, useLocation, useMatch, useNavigate } from 'react-router'
import { SCOPE_ROUTE, type Scope } from '../../config/paths'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { TooltipLayer } from '../ui/tooltip-layer'
import { useModal } from '../ui/use-modal'
import { useApi } from './api-context'
import { ConnectionBanner } from './connection-banner'
import { MainNav } from './main-nav'
import { navGroups } from './nav-items'
import { changePreferences, usePreferences } from './preferences'
import { noteVisit } from './recents'
import { OpenNavigation } from './shell-context'
import { Toasts } from './toasts'
import { useGlobalKeys } from './use-global-keys'
import { useMedia } from './use-media'
import styles from './app-shell.module.css'

const CommandPalette = lazy(() => import('./command-palette').then((module) => ({ default: module.CommandPalette })))
const ShortcutSheet = lazy(() => import('./shortcut-sheet').then((module) => ({ default: module.ShortcutSheet })))

/** Pages that need the width: their navigation is a rail. */
const RAIL_PATH = /^\/projects\/[^/]+\/domains\/[^/]+\/(executions\/[^/]+|launch)\/?$/

/** The scope of the URL, else the last one, else the server's, so that the navigation always leads somewhere. */
function useShellScope(): Scope {
  const { config } = useApi()
  const match = useMatch(`${SCOPE_ROUTE}/*`)
  const { lastScope } = usePreferences()
  const { project, domain } = match?.params ?? {}
  // What was open last is kept for the next visit.
  useEffect(() => {
    if (project !== undefined && domain !== undefined) changePreferences({ lastScope: { project, domain } })
  }, [project, domain])
  if (project !== undefined && domain !== undefined) return { project, domain }
  return lastScope ?? { project: config.defaultProject, domain: config.defaultDomain }
}

/** What is around every page: navigation, connection, and what floats above. */
export function AppShell() {
  const scope = useShellScope()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [sheet, setSheet] = useState<'shortcuts' | 'palette' | undefined>()
  const [drawerOpen, setDrawerOpen] = useState(false)
  const narrow = useMedia('(max-width: 959px)')
  const middle = useMedia('(min-width: 960px) and (max-width: 1279px)')
  const rail = !narrow && (middle || RAIL_PATH.test(pathname))
  const drawer = narrow && drawerOpen

  useEffect(() => noteVisit(pathname), [pathname])

  useGlobalKeys({
    goTo: (letter) => {
      const item = navGroups(scope)
        .flatMap((group) => group.items)
        .find((one) => one.key === letter)
      if (item) void navigate(item.href)
      return item !== undefined
    },
    onHelp: () => setSheet('shortcuts'),
    onPalette: () => setSheet('palette'),
  })

  const nav = (
    <MainNav
      scope={scope}
      rail={rail}
      onPalette={() => setSheet('palette')}
      onShortcuts={() => setSheet('shortcuts')}
      onLeave={() => setDrawerOpen(false)}
    />
  )
  return (
    <div className={classNames(styles.shell, rail && styles.withRail)}>
      <SkipLink />
      {narrow ? null : (
        <nav aria-label="Main" className={styles.nav}>
          {nav}
        </nav>
      )}
      <div className={styles.main}>
        <ConnectionBanner />
        <OpenNavigation value={narrow ? () => setDrawerOpen(true) : undefined}>
          <Outlet />
        </OpenNavigation>
      </div>
      {drawer ? <Drawer onClose={() => setDrawerOpen(false)}>{nav}</Drawer> : null}
      <TooltipLayer />
      <Toasts />
      <Suspense>
        {sheet === 'shortcuts' ? <ShortcutSheet onClose={() => setSheet(undefined)} /> : null}
        {sheet === 'palette' ? (
          <CommandPalette scope={scope} onShortcuts={() => setSheet('shortcuts')} onClose={() => setSheet(undefined)} />
        ) : null}
      </Suspense>
      <ScrollRestoration />
    </div>
  )
}

/** The first thing that Tab reaches. It moves the focus itself, so that it adds nothing to the history. */
function SkipLink() {
  return (
    <a
      href="#content"
      className={styles.skip}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}
    >
      Skip to the content
    </a>
  )
}

/** The navigation over the page, on narrow windows. */
function Drawer({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  return (
    <dialog {...useModal(onClose)} aria-label="Navigation" className={styles.drawer}>
      <nav aria-label="Main" className={styles.nav}>
        <IconButton label="Close the navigation" icon={X} className={styles.closeDrawer} onClick={onClose} />
        {children}
      </nav>
    </dialog>
  )
}
