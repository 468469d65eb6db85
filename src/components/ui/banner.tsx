import { CircleAlert, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { Tone } from './tone'
import styles from './banner.module.css'

export interface BannerProps {
  /** fail: broken; wait: needs attention or is old; accent: good to know; idle: a plain note. */
  readonly tone?: Extract<Tone, 'fail' | 'wait' | 'accent' | 'idle'>
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly icon?: LucideIcon
  /** From edge to edge, as a bar above the page's content. */
  readonly wide?: boolean
  /** How screen readers are told: status waits for a pause, alert does not. */
  readonly role?: 'status' | 'alert' | 'note'
}

const icons = { fail: CircleAlert, wait: TriangleAlert, accent: Info, idle: Info } as const

export function Banner({ tone = 'idle', title, children, actions, icon, wide = false, role = 'note' }: BannerProps) {
  return (
    <div role={role} data-tone={tone} className={classNames(styles.banner, wide && styles.wide)}>
      <Icon of={icon ?? icons[tone]} className={styles.icon} />
      <div className={styles.text}>
        {title === undefined ? null : <div className={styles.title}>{title}</div>}
        {children === undefined ? null : <div className={styles.body}>{children}</div>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
