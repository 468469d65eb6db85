import type { LucideIcon } from 'lucide-react'

const sizes = { xs: 12, sm: 14, md: 16, lg: 22 } as const

export interface IconProps {
  readonly of: LucideIcon
  /** 12 inline, 14 in buttons, 16 on its own, 22 in empty states. */
  readonly size?: keyof typeof sizes
  readonly className?: string | undefined
  /** Only when the icon says something that no word beside it says. */
  readonly label?: string
}

export function Icon({ of: Glyph, size = 'md', className, label }: IconProps) {
  return (
    <Glyph
      size={sizes[size]}
      strokeWidth={size === 'xs' ? 2 : 1.75}
      className={className}
      style={{ flex: 'none' }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  )
}
