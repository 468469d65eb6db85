import { useEffect, useEffectEvent, useRef } from 'react'
import { areLettersOn, isTyping } from '../ui/use-row-keys'

/** How long `g` waits for the letter that follows, in milliseconds. */
const SECOND_KEY_MS = 1_200

export interface GlobalKeys {
  /** By the letter that follows `g`. */
  readonly goTo: (letter: string) => boolean
  readonly onHelp: () => void
  readonly onPalette: () => void
}

/** Keys that work on every page: `g` and a letter, `?`, `/`, `l`, `f`, Ctrl K. */
export function useGlobalKeys({ goTo, onHelp, onPalette }: GlobalKeys): void {
  const waitingSince = useRef(-Infinity)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      onPalette()
      return
    }
    if (isTyping(event) || !areLettersOn()) return
    const waited = event.timeStamp - waitingSince.current < SECOND_KEY_MS
    waitingSince.current = -Infinity
    const press = (selector: string) => {
      const element = document.querySelector<HTMLElement>(selector)
      if (!element) return
      event.preventDefault()
      if (element.matches('input')) element.focus()
      else element.click()
    }
    if (waited) {
      if (goTo(event.key)) event.preventDefault()
    } else if (event.key === 'g') waitingSince.current = event.timeStamp
    else if (event.key === '?') {
      event.preventDefault()
      onHelp()
    } else if (event.key === '/') press('[data-find]')
    else if (event.key === 'f') press('[data-filter]')
    else if (event.key === 'l') press('[data-launch]')
  })
  // Shortcuts work wherever the focus is on the page.
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
