import type { LucideIcon } from 'lucide-react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class'
import { Icon } from './icon'
import { Kbd } from './kbd'
import { Link, type AnchorProps } from './link'
import styles from './button.module.css'

export interface ButtonLinkProps extends AnchorProps {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  readonly icon?: LucideIcon
  readonly shortcut?: string
}

/** A link that looks like a button: it goes somewhere, so it can be opened in another tab. */
export function ButtonLink({ variant, size, icon, shortcut, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} look="bare" className={buttonClass({ variant, size, className })}>
      {icon ? <Icon of={icon} size="sm" /> : null}
      {children}
      {shortcut === undefined ? null : <Kbd keys={shortcut} className={styles.kbd} />}
    </Link>
  )
}
