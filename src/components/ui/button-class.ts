import { classNames } from './class-names'
import styles from './button.module.css'

export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger' | 'solid-danger'
export type ButtonSize = 'sm' | 'md' | 'lg'

export interface ButtonLook {
  readonly variant?: ButtonVariant | undefined
  readonly size?: ButtonSize | undefined
  /** As wide as high: an icon alone. */
  readonly square?: boolean
  readonly className?: string | undefined
}

/** The look of a button, shared by buttons, icon buttons and links. */
export function buttonClass({ variant = 'default', size = 'md', square = false, className }: ButtonLook): string {
  return classNames(
    styles.button,
    variant !== 'default' && styles[variant],
    size !== 'md' && styles[size],
    square && styles.square,
    className,
  )
}
