import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class'
import { Icon } from './icon'
import { Kbd } from './kbd'
import { Spinner } from './spinner'
import styles from './button.module.css'

export interface ButtonProps extends ComponentProps<'button'> {
  /** One primary per page; solid-danger only where a dangerous thing is confirmed. */
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  readonly icon?: LucideIcon
  /** Work is under way: a spinner in the icon's place, clicks ignored, focus kept. */
  readonly loading?: boolean
  /** The key that does the same, shown inside. */
  readonly shortcut?: string
  /** Why it cannot be used now: off, but still reachable, and the reason is its tooltip. */
  readonly disabledReason?: string | undefined
}

export function Button({
  variant,
  size,
  icon,
  loading = false,
  shortcut,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const inert = loading || disabledReason !== undefined
  return (
    <button
      type="button"
      {...(disabledReason === undefined ? {} : { 'data-tooltip': disabledReason })}
      {...rest}
      className={buttonClass({ variant, size, className })}
      aria-disabled={inert ? true : undefined}
      aria-busy={loading ? true : undefined}
      onClick={inert ? (event) => event.preventDefault() : onClick}
    >
      {loading ? <Spinner size={12} /> : icon ? <Icon of={icon} size="sm" /> : null}
      {children}
      {shortcut === undefined ? null : <Kbd keys={shortcut} className={styles.kbd} />}
    </button>
  )
}
