import { useLayoutEffect, useState } from 'react'
import { classNames } from './class-names'
import { fittingHead } from './fitting-head'
import styles from './middle-truncate.module.css'

export interface MiddleTruncateProps {
  readonly text: string
  /** Characters that stay at the end. */
  readonly tail?: number
  readonly mono?: boolean
  readonly className?: string | undefined
}

/** One observer for all of them: there may be hundreds on a page. */
const onResize = new WeakMap<Element, () => void>()
const observer =
  typeof ResizeObserver === 'undefined'
    ? undefined
    : new ResizeObserver((entries) => {
        for (const { target } of entries) onResize.get(target)?.()
      })

/** An identifier on one line, cut in the middle, by its width, where it does not fit. The tooltip and a copy of the selection have the whole. */
export function MiddleTruncate({ text, tail = 8, mono = false, className }: MiddleTruncateProps) {
  const [box, setBox] = useState<HTMLElement | null>(null)
  // How many characters of the head fit; undefined when all do.
  const [fitting, setFitting] = useState<number | undefined>()
  const characters = Array.from(text)
  const at = Math.max(0, characters.length - tail)
  const head = characters.slice(0, at).join('')
  const end = characters.slice(at).join('')

  // Only the browser knows how wide the place and the letters are.
  useLayoutEffect(() => {
    if (!box || !observer || head === '') return
    const measure = () => setFitting(fittingHead(box, head, end))
    onResize.set(box, measure)
    observer.observe(box)
    return () => {
      observer.unobserve(box)
      onResize.delete(box)
    }
  }, [box, head, end])

  const cut = fitting !== undefined && fitting < at
  return (
    <span
      ref={setBox}
      className={classNames(styles.whole, mono && 'mono', className)}
      data-text={text}
      data-tooltip={cut ? text : undefined}
    >
      {cut ? (
        <>
          <span className="sr-only">{text}</span>
          <span aria-hidden="true" className={styles.cut}>
            {characters.slice(0, fitting).join('')}…{end}
          </span>
        </>
      ) : (
        <span className={styles.line}>
          {head === '' ? null : <span className={styles.head}>{head}</span>}
          <span className={styles.tail}>{end}</span>
        </span>
      )}
    </span>
  )
}
