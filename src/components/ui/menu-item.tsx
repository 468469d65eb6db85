import type { LucideIcon } from 'lucide-react'
import { use, type ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import { Kbd } from './kbd'
import { Link } from './link'
import { CloseMenu } from './menu-context'
import styles from './menu.module.css'

export interface MenuItemProps {
  readonly children: ReactNode
  readonly icon?: LucideIcon
  /** What it does; leave out with `href`. */
  readonly onSelect?: () => void
  /** Where it goes: a real link. */
  readonly href?: string
  readonly danger?: boolean
  readonly shortcut?: string
  /** Why it cannot be used now; shown under its name. */
  readonly disabledReason?: string | undefined
}

export function MenuItem({ children, icon, onSelect, href, danger = false, shortcut, disabledReason }: MenuItemProps) {
  const close = use(CloseMenu)
  const className = classNames(styles.item, danger && styles.danger)
  const content = (
    <>
      {icon ? <Icon of={icon} size="sm" /> : null}
      <span className={styles.text}>
        {children}
        {disabledReason === undefined ? null : <span className={styles.hint}>{disabledReason}</span>}
      </span>
      {shortcut === undefined ? null : <Kbd keys={shortcut} />}
    </>
  )
  if (href !== undefined && disabledReason === undefined)
    return (
      <Link look="bare" role="menuitem" tabIndex={-1} href={href} className={className} onClick={close}>
        {content}
      </Link>
    )
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={className}
      aria-disabled={disabledReason === undefined ? undefined : true}
      onClick={() => {
        if (disabledReason !== undefined) return
        close()
        onSelect?.()
      }}
    >
      {content}
    </button>
  )
}
