import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button'

export interface CopyButtonProps {
  /** What is copied; the function is asked when it is pressed. */
  readonly text: string | (() => string)
  /** What it copies, in words: "Copy execution id". */
  readonly label?: string
  readonly size?: 'sm' | 'md'
  readonly className?: string
}

/** Milliseconds for which it says that it has copied. */
const shownFor = 1500

export function CopyButton({ text, label = 'Copy', size = 'sm', className }: CopyButtonProps) {
  const [copied, setCopied] = useState(0)

  // The clock: the tick goes away by itself.
  useEffect(() => {
    if (copied === 0) return
    const timer = setTimeout(() => setCopied(0), shownFor)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <>
      <IconButton
        label={copied > 0 ? 'Copied' : label}
        icon={copied > 0 ? Check : Copy}
        size={size}
        {...(className === undefined ? {} : { className })}
        onClick={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void navigator.clipboard
            .writeText(typeof text === 'string' ? text : text())
            .then(() => setCopied((n) => n + 1))
        }}
      />
      <span role="status" className="sr-only">
        {copied > 0 ? 'Copied' : ''}
      </span>
    </>
  )
}
