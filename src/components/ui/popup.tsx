import { useState, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names'
import type { Align, Side } from './place-popup'
import { useFloating } from './use-floating'
import styles from './popup.module.css'

export interface PopupProps extends Omit<ComponentProps<'div'>, 'ref'> {
  readonly anchor: HTMLElement | null
  readonly onClose: () => void
  readonly side?: Side
  readonly align?: Align
  readonly matchWidth?: boolean
  readonly keepFocus?: boolean
  readonly padded?: boolean
  readonly children: ReactNode
}

/** What floats beside its anchor while it is mounted: menus, popovers and lists are made of it. */
export function Popup({
  anchor,
  onClose,
  side = 'bottom',
  align = 'start',
  matchWidth = false,
  keepFocus = false,
  padded = false,
  className,
  children,
  ...rest
}: PopupProps) {
  const [popup, setPopup] = useState<HTMLDivElement | null>(null)
  useFloating(anchor, popup, { side, align, matchWidth, keepFocus, onClose })
  return (
    <div
      {...rest}
      ref={setPopup}
      popover="manual"
      tabIndex={-1}
      className={classNames(styles.popup, padded && styles.padded, className)}
    >
      {children}
    </div>
  )
}
