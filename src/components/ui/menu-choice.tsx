import { Check } from 'lucide-react'
import { use, type ReactNode } from 'react'
import { Icon } from './icon'
import { CloseMenu } from './menu-context'
import styles from './menu.module.css'

export interface MenuChoiceProps {
  readonly children: ReactNode
  readonly checked: boolean
  readonly onSelect: () => void
  /** one: a choice among several, closes the menu (default); many: on or off, the menu stays. */
  readonly kind?: 'one' | 'many'
}

export function MenuChoice({ children, checked, onSelect, kind = 'one' }: MenuChoiceProps) {
  const close = use(CloseMenu)
  return (
    <button
      type="button"
      role={kind === 'one' ? 'menuitemradio' : 'menuitemcheckbox'}
      aria-checked={checked}
      tabIndex={-1}
      className={styles.item}
      onClick={() => {
        onSelect()
        if (kind === 'one') close()
      }}
    >
      <span className={styles.check}>{checked ? <Icon of={Check} size="sm" /> : null}</span>
      <span className={styles.text}>{children}</span>
    </button>
  )
}
