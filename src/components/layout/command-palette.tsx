import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Boxes, Clock, Keyboard, Moon, Plug, Search, Sun } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useHref, useNavigate } from 'react-router'
import { executionListQuery, executionRows } from '../../api/executions/execution-list-query'
import { namedEntitiesQuery } from '../../api/named-entities/named-entity-queries'
import { paths, type Scope } from '../../config/paths'
import type { EntityKind } from '../../domain/entities/entity-kind'
import { findNames } from '../../domain/entities/find-names'
import { filterValueProblem } from '../../domain/execution-filters'
import { parseGoTo } from '../../domain/go-to'
import { Icon } from '../ui/icon'
import { Kbd } from '../ui/kbd'
import { ListBox, listBoxInput } from '../ui/list-box'
import { matchesText } from '../ui/match-text'
import { useModal } from '../ui/use-modal'
import { useApi } from './api-context'
import { goToHref } from './go-to-href'
import { navGroups } from './nav-items'
import {
  actionEntry,
  entityEntry,
  executionEntry,
  pageEntry,
  type PaletteEntry,
  recentEntry,
  targetEntry,
} from './palette-entries'
import { changePreferences, usePreferences } from './preferences'
import { useRecents } from './recents'
import styles from './command-palette.module.css'

const SHOWN_PER_GROUP = 5
const TYPING_PAUSE_MS = 150

export interface CommandPaletteProps {
  readonly scope: Scope
  readonly onShortcuts: () => void
  readonly onClose: () => void
}

/** Finds anything of the project and domain by a part of its name, goes to any identifier that is pasted, and does things. */
export function CommandPalette({ scope, onShortcuts, onClose }: CommandPaletteProps) {
  const modal = useModal(onClose)
  const listId = useId()
  const navigate = useNavigate()
  const base = useHref('/')
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const entries = useEntries(scope, text, onShortcuts)
  const active = Math.min(at, entries.length - 1)

  const take = (entry: PaletteEntry, aside: boolean) => {
    onClose()
    entry.act?.()
    if (entry.href === undefined) return
    if (aside) window.open(`${base.replace(/\/$/, '')}${entry.href}`, '_blank', 'noopener')
    else void navigate(entry.href)
  }

  return (
    <dialog {...modal} aria-label="Search or go to" className={styles.palette}>
      <div className={styles.head}>
        <Icon of={Search} />
        <input
          type="text"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          className={styles.input}
          aria-label="Search or go to"
          placeholder="A name, an execution id, a flyte:// URI, a link"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          {...listBoxInput({
            listId,
            count: entries.length,
            active,
            onMove: setAt,
            onEnter: (aside) => {
              const entry = entries[active]
              if (entry) take(entry, aside)
            },
          })}
        />
        <Kbd keys="Esc" />
      </div>
      <div className={styles.list}>
        <ListBox
          id={listId}
          label="Found"
          options={entries}
          active={active}
          onHover={setAt}
          onPick={(entry) => take(entry, false)}
          empty={`Nothing in ${scope.project} / ${scope.domain} is called like that.`}
        />
      </div>
      <div className={styles.foot} aria-hidden="true">
        <span>
          <Kbd keys="↑ ↓" /> choose
        </span>
        <span>
          <Kbd keys="Enter" /> open
        </span>
        <span>
          <Kbd keys="Ctrl Enter" /> in a new tab
        </span>
      </div>
    </dialog>
  )
}

function useEntries(scope: Scope, text: string, onShortcuts: () => void): readonly PaletteEntry[] {
  const { transport } = useApi()
  const recents = useRecents()
  const { theme, timeZone } = usePreferences()
  const query = text.trim()
  const asked = usePaused(query)
  const named = { enabled: asked.length >= 2, refetchInterval: false } as const
  const workflows = useQuery({ ...namedEntitiesQuery(transport, 'workflow', scope), ...named })
  const tasks = useQuery({ ...namedEntitiesQuery(transport, 'task', scope), ...named })
  const plans = useQuery({ ...namedEntitiesQuery(transport, 'launchPlan', scope), ...named })
  const executions = useInfiniteQuery({
    ...executionListQuery(transport, scope, [{ field: 'name', operator: 'contains', value: asked }], 'newest'),
    enabled: asked.length >= 2 && filterValueProblem(asked) === undefined,
    refetchInterval: false,
  })

  const pages = navGroups(scope).flatMap((group) => group.items)
  const dark = theme === 'dark' || (theme === 'system' && document.documentElement.dataset['theme'] === 'dark')
  const actions = [
    {
      icon: dark ? Sun : Moon,
      name: dark ? 'Use the light theme' : 'Use the dark theme',
      act: () => changePreferences({ theme: dark ? 'light' : 'dark' }),
    },
    {
      icon: Clock,
      name: timeZone === 'utc' ? 'Show times in this computer’s zone' : 'Show times in UTC',
      act: () => changePreferences({ timeZone: timeZone === 'utc' ? 'local' : 'utc' }),
    },
    { icon: Keyboard, name: 'Keyboard shortcuts', act: onShortcuts },
  ]
  const elsewhere = [
    { icon: Boxes, label: 'Projects', href: paths.projects(), key: '', below: [] },
    { icon: Plug, label: 'Connection', href: paths.connection(), key: '', below: [] },
  ]
  const pageEntries = [
    ...pages.filter(({ label }) => matchesText(label, query)).map(pageEntry),
    ...elsewhere
      .filter(({ label }) => matchesText(label, query))
      .map(({ icon, label, href }) => ({
        ...actionEntry(icon, label, () => undefined),
        key: `page ${label}`,
        group: 'Pages',
        href,
      })),
  ]
  const actionEntries = actions
    .filter(({ name }) => matchesText(name, query))
    .map(({ icon, name, act }) => actionEntry(icon, name, act))
  if (query === '') return [...recents.slice(0, SHOWN_PER_GROUP).map(recentEntry), ...pageEntries, ...actionEntries]

  const target = parseGoTo(query, undefined)
  const found = (kind: EntityKind, data: { readonly entities: readonly { readonly name: string }[] } | undefined) =>
    findNames(data?.entities ?? [], query, SHOWN_PER_GROUP).map(({ name }) =>
      entityEntry(kind, name, goToHref({ kind, ...scope, name })),
    )
  // What is at hand comes first, so that nothing moves when the server has answered.
  const entries = [
    ...(target ? [targetEntry(target, 'Go to')] : []),
    ...pageEntries,
    ...found('workflow', workflows.data),
    ...found('task', tasks.data),
    ...found('launchPlan', plans.data),
    ...executionRows(executions.data?.pages ?? [])
      .executions.filter(({ key }) => key.name.includes(query))
      .slice(0, SHOWN_PER_GROUP)
      .map(executionEntry),
    ...actionEntries,
  ]
  // An id that no list shows yet, or of a server that lists slowly, can be gone to all the same.
  const guess = parseGoTo(query, scope)
  return entries.length === 0 && guess ? [targetEntry(guess, 'Try it')] : entries
}

/** A text once it has stood still for a moment: typing is faster than a server. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  // A timer is outside React.
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
