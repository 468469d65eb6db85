import { useEffectEvent, useLayoutEffect } from 'react'
import { placePopup, type Align, type Side } from './place-popup'

export interface FloatingOptions {
  readonly side: Side
  readonly align: Align
  readonly gap?: number
  /** At least as wide as its anchor. */
  readonly matchWidth?: boolean
  /** Keep the focus where it is: a list that is driven from its input. */
  readonly keepFocus?: boolean
  readonly onClose: () => void
}

/** The popups that are open, innermost last: Escape closes that one only. */
const openPopups: HTMLElement[] = []

/** Puts the popup where there is room for it beside its anchor. */
function placeBeside(
  popup: HTMLElement,
  anchor: HTMLElement,
  {
    side,
    align,
    gap,
    matchWidth,
  }: { readonly side: Side; readonly align: Align; readonly gap: number; readonly matchWidth: boolean },
): void {
  const box = anchor.getBoundingClientRect()
  popup.style.maxHeight = ''
  if (matchWidth) popup.style.minWidth = `${box.width}px`
  const placed = placePopup(
    box,
    { width: popup.offsetWidth, height: popup.offsetHeight },
    { side, align, gap, viewport: { width: document.documentElement.clientWidth, height: window.innerHeight } },
  )
  popup.style.left = `${placed.left}px`
  popup.style.top = `${placed.top}px`
  popup.style.maxHeight = `${placed.maxHeight}px`
  popup.dataset.side = placed.side
}

/**
 * Shows `popup` in the browser's top layer beside `anchor`, keeps it there while things move, gives it the focus and
 * gives it back, and asks to close on Escape, on a press elsewhere and when the focus leaves.
 */
export function useFloating(anchor: HTMLElement | null, popup: HTMLElement | null, options: FloatingOptions): void {
  const { side, align, gap = 4, matchWidth = false, keepFocus = false } = options
  const close = useEffectEvent(options.onClose)

  // The top layer, the geometry of the window and the focus are outside React.
  useLayoutEffect(() => {
    if (!anchor || !popup) return
    if ('showPopover' in popup && !popup.matches(':popover-open')) popup.showPopover()
    openPopups.push(popup)
    const place = () => placeBeside(popup, anchor, { side, align, gap, matchWidth })
    place()
    const onScroll = (event: Event) => {
      if (!(event.target instanceof Node && popup.contains(event.target))) place()
    }
    const isInside = (target: EventTarget | null) =>
      target instanceof Node && (popup.contains(target) || anchor.contains(target))
    const onPointerDown = (event: PointerEvent) => {
      if (!isInside(event.target)) close()
    }
    const onFocusIn = (event: FocusEvent) => {
      if (!isInside(event.target)) close()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || openPopups.at(-1) !== popup) return
      event.preventDefault()
      event.stopPropagation()
      close()
    }
    const resized = new ResizeObserver(place)
    resized.observe(popup)
    resized.observe(anchor)
    window.addEventListener('resize', place)
    document.addEventListener('scroll', onScroll, { capture: true, passive: true })
    document.addEventListener('pointerdown', onPointerDown, true)
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('keydown', onKeyDown, true)
    if (!keepFocus) {
      const first = popup.querySelector<HTMLElement>(
        '[data-autofocus], input:not([type=hidden]), [role=menuitem], button, a[href]',
      )
      ;(first ?? popup).focus({ preventScroll: true })
    }
    return () => {
      resized.disconnect()
      window.removeEventListener('resize', place)
      document.removeEventListener('scroll', onScroll, { capture: true })
      document.removeEventListener('pointerdown', onPointerDown, true)
      document.removeEventListener('focusin', onFocusIn)
      document.removeEventListener('keydown', onKeyDown, true)
      openPopups.splice(openPopups.indexOf(popup), 1)
      if (!keepFocus && popup.contains(document.activeElement)) anchor.focus({ preventScroll: true })
    }
  }, [anchor, popup, side, align, gap, matchWidth, keepFocus])
}
