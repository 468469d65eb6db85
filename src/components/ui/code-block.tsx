import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { CopyButton } from './copy-button'
import styles from './code-block.module.css'

export interface CodeBlockProps {
  /** What is copied, and shown unless `children` shows it better. */
  readonly text: string
  /** The same text with colours. */
  readonly children?: ReactNode
  /** What it is, for screen readers and the copy button. */
  readonly label: string
  /** Break long lines rather than scroll. */
  readonly wrap?: boolean
  /** Pixels; scrolls beyond. */
  readonly maxHeight?: number
}

export function CodeBlock({ text, children, label, wrap = false, maxHeight }: CodeBlockProps) {
  return (
    <div className={styles.block}>
      <pre
        tabIndex={0}
        aria-label={label}
        role="group"
        className={classNames(styles.code, wrap && styles.wrap)}
        style={maxHeight === undefined ? undefined : { maxHeight }}
      >
        {children ?? text}
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} className={styles.copy ?? ''} />
    </div>
  )
}
