import { useState } from 'react'
import type { FieldControl } from '../ui/field'
import { Tag } from '../ui/tag'
import styles from './options-section.module.css'

export interface TokensControlProps {
  readonly control?: FieldControl
  readonly label: string
  readonly tokens: readonly string[]
  readonly onChange: (tokens: readonly string[]) => void
  readonly placeholder: string
}

/** Words that stand for themselves: Enter or a comma adds one, Backspace takes the last back. */
export function TokensControl({ control, label, tokens, onChange, placeholder }: TokensControlProps) {
  const [text, setText] = useState('')
  const add = (typed: string) => {
    setText('')
    const words = typed
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '' && !tokens.includes(word))
    if (words.length > 0) onChange([...tokens, ...new Set(words)])
  }
  return (
    <div className={styles.tokens}>
      {tokens.map((token) => (
        <Tag key={token} onRemove={() => onChange(tokens.filter((other) => other !== token))}>
          {token}
        </Tag>
      ))}
      <input
        id={control?.id}
        aria-describedby={control?.['aria-describedby']}
        aria-label={label}
        type="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={tokens.length === 0 ? placeholder : ''}
        value={text}
        onChange={({ target: { value } }) => {
          if (value.includes(',')) add(value)
          else setText(value)
        }}
        onBlur={() => add(text)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing) {
            event.preventDefault()
            add(text)
          } else if (event.key === 'Backspace' && text === '') onChange(tokens.slice(0, -1))
        }}
      />
    </div>
  )
}
