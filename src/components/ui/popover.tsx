import { cloneElement, useId, useState, type ComponentProps, type ReactElement, type ReactNode } from 'react'
import type { Align, Side } from './place-popup'
import { Popup } from './popup'

export interface PopoverProps {
  /** A Button or IconButton; it opens and closes the popover. */
  readonly trigger: ReactElement<ComponentProps<'button'>>
  /** Name of what opens, for screen readers. */
  readonly label: string
  readonly side?: Side
  readonly align?: Align
  /** Pixels. */
  readonly width?: number
  /** Its content, made when it opens; the function is given the way to close it. */
  readonly children: (close: () => void) => ReactNode
  readonly padded?: boolean
  readonly className?: string
}

/** Content beside a button, not modal: Escape, a press elsewhere or leaving it by Tab closes it. */
export function Popover({ trigger, label, side, align, width, children, padded = true, className }: PopoverProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const close = () => setOpen(false)
  return (
    <>
      {cloneElement(trigger, {
        ref: setAnchor,
        onClick: () => setOpen((before) => !before),
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
      })}
      {open ? (
        <Popup
          id={id}
          role="dialog"
          aria-label={label}
          anchor={anchor}
          onClose={close}
          padded={padded}
          style={width === undefined ? undefined : { width }}
          className={className}
          {...(side === undefined ? {} : { side })}
          {...(align === undefined ? {} : { align })}
        >
          {children(close)}
        </Popup>
      ) : null}
    </>
  )
}
