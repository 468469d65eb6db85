import { useEffect, useEffectEvent, useState } from 'react'

export interface RowKeysOptions {
  readonly count: number
  /** Enter. */
  readonly onOpen?: (index: number) => void
  /** x. */
  readonly onToggle?: (index: number) => void
  /** Brings a row into sight. */
  readonly scrollTo?: (index: number) => void
  /** Any other key while a row has the cursor; return true when it was used. */
  readonly onKey?: (key: string, index: number) => boolean
  readonly disabled?: boolean
}

export interface RowKeys {
  /** Row with the cursor, or -1. */
  readonly cursor: number
  readonly setCursor: (index: number) => void
}

/** Whether letters typed now are text, or belong to a dialog or an open popup, and so are no shortcuts. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  const { target } = event
  if (!(target instanceof Element)) return false
  if (document.querySelector('dialog[open]') ?? document.querySelector('[popover][role=menu], [popover][role=listbox]'))
    return true
  return target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')
}

/** Letters as shortcuts can be turned off (WCAG 2.1.4): `data-letter-keys="off"` on the root. */
export function areLettersOn(): boolean {
  return document.documentElement.dataset.letterKeys !== 'off'
}

/** The keyboard of a list: `j k` and the arrows move a cursor, Enter opens, `x` selects, Home and End go to the ends. */
export function useRowKeys({ count, onOpen, onToggle, scrollTo, onKey, disabled = false }: RowKeysOptions): RowKeys {
  const [at, setCursor] = useState(-1)
  const cursor = Math.min(at, count - 1)

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (disabled || count === 0 || isTyping(event)) return
    const letters = areLettersOn()
    const inControl =
      event.target instanceof Element &&
      event.target.closest('[role=tablist], [role=radiogroup], [role=separator], [data-own-keys]')
    const go = (index: number) => {
      event.preventDefault()
      const next = Math.max(0, Math.min(count - 1, index))
      setCursor(next)
      scrollTo?.(next)
    }
    const arrows = !inControl
    if ((letters && event.key === 'j') || (arrows && event.key === 'ArrowDown')) go(cursor + 1)
    else if ((letters && event.key === 'k') || (arrows && event.key === 'ArrowUp')) go(cursor < 0 ? 0 : cursor - 1)
    else if (cursor >= 0 && arrows && event.key === 'Home') go(0)
    else if (cursor >= 0 && arrows && event.key === 'End') go(count - 1)
    else if (cursor < 0) return
    else if (event.key === 'Enter' && onOpen && !isControl(event.target)) {
      event.preventDefault()
      onOpen(cursor)
    } else if (letters && event.key === 'x' && onToggle) {
      event.preventDefault()
      onToggle(cursor)
    } else if (event.key.length > 1 || letters) {
      if (onKey?.(event.key, cursor)) event.preventDefault()
    }
  })

  // Shortcuts work wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  return { cursor, setCursor }
}

/** Things that Enter presses by itself. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, [role=button]') !== null
}
