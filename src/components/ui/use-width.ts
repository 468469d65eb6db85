import { useLayoutEffect, useState } from 'react'

/** Pixels of an element's content box, as it is now; 0 until it is there. */
export function useWidth(): { readonly ref: (element: HTMLElement | null) => void; readonly width: number } {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  // Only the browser knows how wide things are.
  useLayoutEffect(() => {
    if (!element) return
    const resized = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)))
    resized.observe(element)
    return () => resized.disconnect()
  }, [element])
  return { ref: setElement, width }
}
