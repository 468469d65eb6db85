import { useEffect, useEffectEvent, useState } from 'react'
import { formatCount } from '../../domain/times'
import { Button } from '../ui/button'
import { scrollParentOf } from '../ui/scroll-parent'
import styles from './list-end.module.css'

export interface ListEndProps {
  readonly loaded: number
  readonly more: boolean
  readonly loading: boolean
  readonly failed: boolean
  readonly onMore: () => void
}

/** How much of the list is loaded; more comes when its end draws near. */
export function ListEnd({ loaded, more, loading, failed, onMore }: ListEndProps) {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const onNear = useEffectEvent(() => {
    if (more && !loading && !failed) onMore()
  })
  // Only the browser knows where the scrolling has come to. Made anew after each page, so that a short page asks for the next.
  useEffect(() => {
    if (!element || !more) return
    const scroller = scrollParentOf(element)
    const root = scroller === document.scrollingElement ? null : scroller
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onNear()
      },
      { root, rootMargin: '800px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, more, loaded])
  return (
    <div ref={setElement} className={styles.end}>
      <span className="num">
        {more ? `${formatCount(loaded)} loaded, there are more` : `All ${formatCount(loaded)} are shown`}
      </span>
      {more ? (
        <Button size="sm" variant="ghost" loading={loading} onClick={onMore}>
          {failed ? 'Try again' : 'Load more'}
        </Button>
      ) : null}
    </div>
  )
}
