import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button-class'
import { Icon } from './icon'
import { Spinner } from './spinner'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Its name, for screen readers and as the tooltip. */
  readonly label: string
  readonly icon: LucideIcon
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  readonly loading?: boolean
  /** The key that does the same, in the tooltip. */
  readonly shortcut?: string
}

export function IconButton({
  label,
  icon,
  variant = 'ghost',
  size,
  loading = false,
  shortcut,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={shortcut === undefined ? label : `${label}  ${shortcut}`}
      {...rest}
      className={buttonClass({ variant, size, square: true, className })}
      aria-disabled={loading ? true : rest['aria-disabled']}
      onClick={loading ? undefined : onClick}
    >
      {loading ? <Spinner size={12} /> : <Icon of={icon} size="sm" />}
    </button>
  )
}
