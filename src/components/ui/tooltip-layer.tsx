import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { placePopup } from './place-popup'
import styles from './tooltip-layer.module.css'

/** Milliseconds: before the first tooltip, before it leaves, and how long the next one needs no wait. */
const showDelay = 400
const hideDelay = 120
const warmFor = 500

interface Shown {
  readonly anchor: Element
  readonly text: string
}

/**
 * The one tooltip of the page. It serves every element with `data-tooltip="text"`, and every one with `data-cut` whose text
 * does not fit (then the text itself); so a table of thousands of cells costs nothing. Mounted once, in the shell.
 * Shown on hover and on keyboard focus; Escape hides it; the pointer may move onto it (WCAG 1.4.13).
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | undefined>()
  const tip = useRef<HTMLDivElement>(null)
  const id = useId()

  // Events of the whole document: the tooltip belongs to no one component.
  useEffect(() => {
    let timer = 0
    let current: Element | undefined
    let hiddenAt = -warmFor
    const hide = () => {
      window.clearTimeout(timer)
      if (current) hiddenAt = performance.now()
      current = undefined
      setShown(undefined)
    }
    const show = (anchor: Element, delay: number) => {
      window.clearTimeout(timer)
      if (anchor === current) return
      timer = window.setTimeout(() => {
        const text = tooltipText(anchor)
        if (text === undefined || !anchor.isConnected) return
        current = anchor
        setShown({ anchor, text })
      }, delay)
    }
    const hideSoon = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(hide, hideDelay)
    }
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      const anchor = anchorOf(event.target)
      if (anchor) show(anchor, current || performance.now() - hiddenAt < warmFor ? 0 : showDelay)
      else if (tip.current?.contains(event.target instanceof Node ? event.target : null)) window.clearTimeout(timer)
      else if (current || timer) hideSoon()
    }
    const onFocus = (event: FocusEvent) => {
      const anchor = anchorOf(event.target)
      if (anchor && anchor === event.target && anchor.matches(':focus-visible')) show(anchor, showDelay)
      else hide()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', onOver)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', hide, true)
    document.addEventListener('scroll', hide, { capture: true, passive: true })
    document.documentElement.addEventListener('pointerleave', hide)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', hide, true)
      document.removeEventListener('scroll', hide, { capture: true })
      document.documentElement.removeEventListener('pointerleave', hide)
    }
  }, [])

  // The top layer and the place of the anchor are outside React.
  useLayoutEffect(() => {
    const popup = tip.current
    if (!popup || !shown) return
    if ('showPopover' in popup) popup.showPopover()
    const { left, top } = placePopup(
      shown.anchor.getBoundingClientRect(),
      { width: popup.offsetWidth, height: popup.offsetHeight },
      {
        side: 'bottom',
        align: 'center',
        gap: 6,
        viewport: { width: document.documentElement.clientWidth, height: window.innerHeight },
      },
    )
    popup.style.left = `${left}px`
    popup.style.top = `${top}px`
    const describes =
      shown.anchor.getAttribute('aria-label') !== shown.text && !shown.anchor.hasAttribute('aria-describedby')
    if (describes) shown.anchor.setAttribute('aria-describedby', id)
    return () => {
      if (describes) shown.anchor.removeAttribute('aria-describedby')
    }
  }, [shown, id])

  if (!shown) return null
  return (
    <div ref={tip} id={id} role="tooltip" popover="manual" className={styles.tooltip}>
      {shown.text}
    </div>
  )
}

function anchorOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-tooltip], [data-cut]') : null
}

function tooltipText(anchor: Element): string | undefined {
  const text = anchor.getAttribute('data-tooltip')
  if (text !== null && text !== '') return text
  return anchor.scrollWidth > anchor.clientWidth ? anchor.textContent : undefined
}
