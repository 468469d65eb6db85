import { useCallback, useState } from 'react'

/** Whether an element has ever been in sight: what is far below is not worth reading yet. */
export function useSeen(): readonly [seen: boolean, ref: (element: HTMLElement | null) => (() => void) | undefined] {
  const [seen, setSeen] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        setSeen(true)
        observer.disconnect()
      },
      { rootMargin: '120px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [seen, ref]
}
