import { ListFilter, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  /** nothing: there is none yet, say what it is and the first thing to do; no-match: there are, say what hides them and clear it. */
  readonly kind?: 'nothing' | 'no-match'
  readonly title: string
  readonly icon?: LucideIcon
  readonly children?: ReactNode
  /** Buttons or links. */
  readonly actions?: ReactNode
  /** In a panel or a small region. */
  readonly compact?: boolean
}

export function EmptyState({ kind = 'nothing', title, icon, children, actions, compact = false }: EmptyStateProps) {
  const shown = icon ?? (kind === 'no-match' ? ListFilter : undefined)
  return (
    <div className={classNames(styles.empty, compact && styles.compact)}>
      {shown ? <Icon of={shown} size="lg" className={styles.icon} /> : null}
      <h2 className={styles.title}>{title}</h2>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
