import type { ClipboardEvent } from 'react'
import { type Data, isList, isMap } from '../../domain/literals/data'
import { parseJson } from '../../domain/literals/json-text'
import { TextError } from '../../domain/literals/text-place'

/** The list or map that is being pasted as JSON; undefined when it is anything else. */
export function pastedValue(event: ClipboardEvent): Data | undefined {
  const text = event.clipboardData.getData('text/plain').trim()
  if (!/^[[{]/.test(text)) return undefined
  try {
    const { data } = parseJson(text)
    return isList(data) || isMap(data) ? data : undefined
  } catch (error) {
    if (error instanceof TextError) return undefined
    throw error
  }
}
