import { useState } from 'react'
import { SearchField } from '../ui/search-field'

export interface UrlSearchFieldProps {
  readonly label: string
  /** The text that the URL has. */
  readonly value: string
  readonly onChange: (text: string) => void
  readonly shortcut?: string
  readonly className?: string | undefined
}

/** A search whose text is in the URL. The router takes its time; what is being typed must not wait for it, nor be lost. */
export function UrlSearchField({ value, onChange, ...rest }: UrlSearchFieldProps) {
  /** While the keyboard is in it, it goes ahead of the URL. */
  const [typed, setTyped] = useState<string | undefined>()
  return (
    <SearchField
      {...rest}
      value={typed ?? value}
      onFocus={() => setTyped(value)}
      onBlur={() => setTyped(undefined)}
      onChange={(text) => {
        setTyped((before) => (before === undefined ? undefined : text))
        onChange(text)
      }}
    />
  )
}
