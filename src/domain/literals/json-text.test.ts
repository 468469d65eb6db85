import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './json-text'
import { TextError } from './text-place'

/** What JSON.parse says; undefined where it refuses. */
function reference(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function accepts(text: string): boolean {
  try {
    parseJson(text)
    return true
  } catch (error) {
    if (error instanceof TextError) return false
    throw error
  }
}

/** JSON with a few characters changed, taken out or put in: mostly a mistake, at times another value. */
const nearlyJson = fc
  .tuple(
    fc.json({ depthSize: 'small' }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '"', '\\', '{', ']', ',', ':', '0', '-', '.', 'e', ' ', '\n')), {
      maxLength: 2,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, character]) => {
      const place = now.length === 0 ? 0 : at % now.length
      return now.slice(0, place) + character + now.slice(place + (character === '' ? 1 : 0))
    }, text),
  )

test('takes and refuses what JSON.parse does', () => {
  fc.assert(
    fc.property(nearlyJson, (text) => {
      // The same key twice is a value that one of them would be lost of: refused.
      fc.pre(!/NaN|Infinity/.test(text))
      const known = reference(text)
      if (known === undefined || !hasTwice(text)) expect(accepts(text), text).toBe(known !== undefined)
    }),
    { numRuns: 2000 },
  )
})

/** Whether a key is there twice in one object: JSON.parse keeps the last without a word. */
function hasTwice(text: string): boolean {
  let count = 0
  JSON.parse(text, (_key, value: unknown) => {
    count += 1
    return value
  })
  return (text.match(/:/g)?.length ?? 0) + 1 > count
}
