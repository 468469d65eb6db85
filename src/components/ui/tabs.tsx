import type { KeyboardEvent, ReactNode } from 'react'
import { Count } from './count'
import { Link } from './link'
import styles from './tabs.module.css'

export interface Tab {
  readonly key: string
  readonly label: string
  /** The same page with this tab: the URL is the state. */
  readonly href: string
  readonly count?: number | string | undefined
}

export interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly current: string
  /** Controls at the right end of the bar. */
  readonly end?: ReactNode
  /** Id of the element that shows the chosen tab, for screen readers. */
  readonly panelId?: string
}

/** Tabs that are links: arrows move between them, Enter opens, and each can be opened in a new browser tab. */
export function Tabs({ label, tabs, current, end, panelId }: TabsProps) {
  return (
    <div className={styles.tabs}>
      <div role="tablist" aria-label={label} className={styles.list} onKeyDown={moveFocus}>
        {tabs.map((tab) => (
          <Link
            key={tab.key}
            look="bare"
            role="tab"
            href={tab.href}
            aria-selected={tab.key === current}
            aria-controls={tab.key === current ? panelId : undefined}
            tabIndex={tab.key === current ? 0 : -1}
            className={styles.tab}
          >
            <span className={styles.name} data-name={tab.label}>
              {tab.label}
            </span>
            {tab.count === undefined ? null : <Count value={tab.count} />}
          </Link>
        ))}
      </div>
      {end === undefined ? null : <div className={styles.end}>{end}</div>}
    </div>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const steps: Partial<Record<string, (at: number, last: number) => number>> = {
    ArrowRight: (at, last) => (at === last ? 0 : at + 1),
    ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
    Home: () => 0,
    End: (_, last) => last,
  }
  const step = steps[event.key]
  if (!step) return
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const at = tabs.findIndex((tab) => tab === document.activeElement)
  event.preventDefault()
  tabs[step(at, tabs.length - 1)]?.focus()
}
