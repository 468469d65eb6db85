import {
  cloneElement,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import { CloseMenu } from './menu-context'
import type { Align, Side } from './place-popup'
import { Popup } from './popup'
import styles from './menu.module.css'

export interface MenuProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement<ComponentProps<'button'>>
  /** Name of the menu, for screen readers. */
  readonly label: string
  readonly side?: Side
  readonly align?: Align
  /** MenuItem, MenuChoice, MenuLabel and MenuSeparator. */
  readonly children: ReactNode
}

/** How long letters belong to one search, in milliseconds. */
const typeaheadPause = 600

/** A list of actions behind a button. Arrows, Home, End and letters move; Enter acts; Escape and Tab leave. */
export function Menu({ trigger, label, side = 'bottom', align = 'start', children }: MenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  const typed = useRef({ text: '', at: 0 })
  const id = useId()
  const close = () => setOpen(false)

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')]
    const at = items.findIndex((item) => item === document.activeElement)
    const go = (index: number) => {
      event.preventDefault()
      items.at(index % items.length)?.focus()
    }
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at <= 0 ? -1 : at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(-1)
    else if (event.key === 'Tab') close()
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const { text, at: last } = typed.current
      const search = (event.timeStamp - last < typeaheadPause ? text : '') + event.key.toLowerCase()
      typed.current = { text: search, at: event.timeStamp }
      const order = [...items.slice(search.length > 1 ? at : at + 1), ...items]
      order.find((item) => item.textContent.trim().toLowerCase().startsWith(search))?.focus()
    }
  }

  return (
    <>
      {cloneElement(trigger, {
        ref: setAnchor,
        onClick: () => setOpen((before) => !before),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        },
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
      })}
      {open ? (
        <Popup
          id={id}
          role="menu"
          aria-label={label}
          anchor={anchor}
          side={side}
          align={align}
          onClose={close}
          onKeyDown={onKeyDown}
          className={styles.menu}
        >
          <CloseMenu value={close}>{children}</CloseMenu>
        </Popup>
      ) : null}
    </>
  )
}
