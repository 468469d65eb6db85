import {
  observeElementOffset,
  observeElementRect,
  useVirtualizer,
  type Virtualizer,
  type VirtualItem,
} from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useState } from 'react'
import { scrollParentOf } from './scroll-parent'

export interface VirtualRowsOptions {
  readonly count: number
  /** Stable identity of a row, so that heights survive insertions. */
  readonly keyOf: (index: number) => string
  /** Pixels, as it is drawn; rows of different heights are fine. */
  readonly heightOf: (index: number) => number
  /** Rows drawn beyond each edge. */
  readonly overscan?: number
  /** Pixels at each end of the region that something sticky covers: a row that is scrolled to does not go under it. */
  readonly covered?: { readonly start: number; readonly end: number }
}

export interface VirtualRows {
  /** For the element that holds the rows. */
  readonly ref: (element: HTMLElement | null) => void
  readonly items: readonly VirtualItem[]
  /** Height of all rows, in pixels. */
  readonly totalHeight: number
  /** Pixels above the first and below the last drawn row. */
  readonly before: number
  readonly after: number
  /** Brings a row into sight: as near as it takes, or to the middle. */
  readonly scrollTo: (index: number, place?: 'near' | 'middle') => void
}

/**
 * Draws only the rows in sight. It scrolls with whatever scrolls its place (an own region on wide windows, the page on
 * narrow ones), so what stands above the rows may scroll away with them.
 */
export function useVirtualRows({ count, keyOf, heightOf, overscan = 12, covered }: VirtualRowsOptions): VirtualRows {
  const [holder, setHolder] = useState<HTMLElement | null>(null)
  const [place, setPlace] = useState<{ readonly scroller: Element; readonly margin: number } | undefined>()

  // Where the rows lie inside what scrolls is known to the browser only, and changes with the window.
  useLayoutEffect(() => {
    if (!holder) return
    const locate = () => {
      const scroller = scrollParentOf(holder)
      const top = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top
      const margin = Math.round(holder.getBoundingClientRect().top - top + scroller.scrollTop)
      setPlace((before) => (before?.scroller === scroller && before.margin === margin ? before : { scroller, margin }))
    }
    locate()
    const resized = new ResizeObserver(locate)
    resized.observe(document.documentElement)
    const scroller = scrollParentOf(holder)
    resized.observe(scroller)
    if (holder.previousElementSibling) resized.observe(holder.previousElementSibling)
    return () => resized.disconnect()
  }, [holder])

  const virtualizer: Virtualizer<Element, Element> = useVirtualizer<Element, Element>({
    count,
    getScrollElement: () => place?.scroller ?? null,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan,
    scrollPaddingStart: covered?.start ?? 0,
    scrollPaddingEnd: covered?.end ?? 0,
    scrollMargin: place?.margin ?? 0,
    observeElementRect,
    observeElementOffset,
    initialRect: { width: 0, height: 900 },
  })

  // Heights are given, not measured: when they may have changed, the sums are made again.
  useLayoutEffect(() => {
    virtualizer.measure()
  }, [virtualizer, heightOf])

  const items = virtualizer.getVirtualItems()
  const margin = virtualizer.options.scrollMargin
  const totalHeight = virtualizer.getTotalSize()
  const first = items[0]
  const last = items.at(-1)
  const scrollTo = useCallback(
    (index: number, place: 'near' | 'middle' = 'near') =>
      virtualizer.scrollToIndex(index, { align: place === 'near' ? 'auto' : 'center' }),
    [virtualizer],
  )
  return {
    ref: setHolder,
    items,
    totalHeight,
    before: first ? first.start - margin : 0,
    after: last ? totalHeight - (last.end - margin) : 0,
    scrollTo,
  }
}
