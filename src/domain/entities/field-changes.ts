import type { FieldValue } from './message-fields'

/** One field that is not the same in two versions. */
export interface FieldChange {
  /** `container.image`, `inputs.seed`. */
  readonly field: string
  /** Undefined where there is none. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Two versions side by side, by the names of their fields. */
export interface Comparison {
  readonly changes: readonly FieldChange[]
  readonly same: readonly { readonly field: string; readonly text: string }[]
}

/** Compares field by field. Values that read alike and are not are shown exactly. */
export function compareFields(
  before: ReadonlyMap<string, FieldValue>,
  after: ReadonlyMap<string, FieldValue>,
): Comparison {
  const changes: FieldChange[] = []
  const same: { readonly field: string; readonly text: string }[] = []
  const fields = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  for (const field of fields) {
    const was = before.get(field)
    const is = after.get(field)
    if (was !== undefined && was.exact === is?.exact) same.push({ field, text: was.text })
    else if (was?.text === is?.text) changes.push({ field, before: was?.exact, after: is?.exact })
    else changes.push({ field, before: was?.text, after: is?.text })
  }
  return { changes, same }
}

/** A text in which the part that another does not have is set apart. */
export interface MarkedText {
  readonly head: string
  readonly changed: string
  readonly tail: string
}

/** Where two texts begin and end alike; what lies between is what changed. Words are not cut. */
export function markChange(before: string, after: string): { readonly before: MarkedText; readonly after: MarkedText } {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  while (head > 0 && isWord(before[head - 1]) && (isWord(before[head]) || isWord(after[head]))) head--
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  while (
    tail > 0 &&
    isWord(before[before.length - tail]) &&
    (isWord(before[before.length - tail - 1]) || isWord(after[after.length - tail - 1]))
  )
    tail--
  const mark = (text: string): MarkedText => ({
    head: text.slice(0, head),
    changed: text.slice(head, text.length - tail),
    tail: text.slice(text.length - tail),
  })
  return { before: mark(before), after: mark(after) }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character)
}
