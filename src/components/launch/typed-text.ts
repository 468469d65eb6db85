import { useState } from 'react'
import { type Data, sameData } from '../../domain/literals/data'

interface Typed {
  readonly text: string
  readonly value: Data
}

/**
 * The text of a control: what was typed for as long as it stands for the value, so that `1.` can become `1.5`; else the value's own
 * text. Gives the text, the way to take what is typed, and the way to let go of it.
 */
export function useTypedText(
  value: Data | undefined,
  { parse, format }: { readonly parse: (text: string) => Data; readonly format: (value: Data) => string },
  onChange: (value: Data) => void,
) {
  const [typed, setTyped] = useState<Typed>()
  const text =
    typed && value !== undefined && sameData(typed.value, value) ? typed.text : value === undefined ? '' : format(value)
  const type = (next: string) => {
    const parsed = parse(next)
    setTyped({ text: next, value: parsed })
    onChange(parsed)
  }
  return { text, type, settle: () => setTyped(undefined) } as const
}
