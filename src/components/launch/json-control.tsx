import type { Data } from '../../domain/literals/data'
import { unread, unreadText } from '../../domain/literals/envelope'
import { parseJson, printJson } from '../../domain/literals/json-text'
import { TextError } from '../../domain/literals/text-place'
import { TextArea } from '../ui/text-area'
import { useTypedText } from './typed-text'
import type { ValueControlProps } from './value-control-props'

const JSON_TEXT = {
  /** The value, or the text as long as it is none. */
  parse: (text: string): Data => {
    try {
      return parseJson(text).data
    } catch (error) {
      if (error instanceof TextError) return unread(text)
      throw error
    }
  },
  format: (value: Data) => unreadText(value) ?? printJson(value, 'lines'),
}

const MOST_LINES = 16

/** A value of any kind as JSON. */
export function JsonControl({ value, onChange, control, label }: Omit<ValueControlProps, 'spec'>) {
  const { text, type } = useTypedText(value, JSON_TEXT, onChange)
  return (
    <TextArea
      {...control}
      mono
      aria-label={label}
      placeholder="JSON"
      rows={Math.min(MOST_LINES, Math.max(2, text.split('\n').length))}
      value={text}
      onChange={type}
    />
  )
}
