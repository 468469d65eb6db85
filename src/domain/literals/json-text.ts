import { type Data, isList, isMap, keyText, type Path } from './data'
import { floatText } from './number-text'
import { fromPlain, toPlain } from './plain-data'
import { lineOf, type ParsedText, Places, TextError } from './text-place'

const MAX_DEPTH = 1000
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS: readonly (readonly [string, Data])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  // As Python's json module writes them; JSON proper has no such numbers.
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]
const NAMES: Readonly<Record<string, string | undefined>> = { '': 'the end' }

class JsonReader {
  readonly places = new Places()
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  #fail(message: string, at = this.#at): never {
    throw new TextError(message, at)
  }

  get #here(): string {
    const character = this.#text.slice(this.#at, this.#at + 1)
    return NAMES[character] ?? `“${character}”`
  }

  #blanks(): void {
    while (' \t\n\r'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at++
  }

  #string(): string {
    const start = this.#at
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text.charAt(at)
      if (character === '\\') at++
      else if (character === '"') {
        this.#at = at + 1
        const token = this.#text.slice(start, this.#at)
        try {
          return String(JSON.parse(token))
        } catch {
          return this.#fail('This text holds a character or an escape that JSON does not have.', start)
        }
      }
    }
    return this.#fail('A text is not closed: a " is missing.', start)
  }

  #number(): Data {
    NUMBER.lastIndex = this.#at
    const token = NUMBER.exec(this.#text)?.[0]
    if (token === undefined) return this.#fail(`A value is needed here, not ${this.#here}.`)
    this.#at += token.length
    return /[.eE]/.test(token) ? Number(token) : token === '-0' ? -0 : BigInt(token)
  }

  #list(path: Path): Data {
    const items: Data[] = []
    this.#at++
    this.#blanks()
    if (this.#text.charAt(this.#at) === ']') {
      this.#at++
      return items
    }
    for (;;) {
      items.push(this.value([...path, items.length]))
      this.#blanks()
      const next = this.#text.charAt(this.#at)
      if (next !== ',' && next !== ']') this.#fail(`A comma or ] is needed here, not ${this.#here}.`)
      this.#at++
      if (next === ']') return items
    }
  }

  #map(path: Path): Data {
    const entries = new Map<Data, Data>()
    this.#at++
    this.#blanks()
    if (this.#text.charAt(this.#at) === '}') {
      this.#at++
      return entries
    }
    for (;;) {
      this.#blanks()
      const keyAt = this.#at
      if (this.#text.charAt(keyAt) !== '"') this.#fail(`A name in quotes is needed here, not ${this.#here}.`)
      const key = this.#string()
      if (entries.has(key)) this.#fail(`“${key}” is there twice.`, keyAt)
      this.#blanks()
      if (this.#text.charAt(this.#at) !== ':') this.#fail(`A colon is needed here, not ${this.#here}.`)
      this.#at++
      entries.set(key, this.value([...path, key]))
      this.#blanks()
      const next = this.#text.charAt(this.#at)
      if (next !== ',' && next !== '}') this.#fail(`A comma or } is needed here, not ${this.#here}.`)
      this.#at++
      if (next === '}') return entries
    }
  }

  value(path: Path): Data {
    if (path.length > MAX_DEPTH) this.#fail('The value is nested too deeply.')
    this.#blanks()
    const from = this.#at
    const character = this.#text.charAt(from)
    const word = WORDS.find(([token]) => this.#text.startsWith(token, from))
    let data: Data
    if (character === '{') data = this.#map(path)
    else if (character === '[') data = this.#list(path)
    else if (character === '"') data = this.#string()
    else if (word) {
      this.#at += word[0].length
      data = word[1]
    } else data = this.#number()
    this.places.set(path, { from, to: this.#at })
    return data
  }

  end(): void {
    this.#blanks()
    if (this.#at < this.#text.length) this.#fail(`Nothing may follow the value, but ${this.#here} does.`)
  }
}

/** Reads JSON without losing a digit, and keeps where each value stands. @throws TextError */
export function parseJson(text: string): ParsedText {
  const reader = new JsonReader(text)
  const data = reader.value([])
  reader.end()
  return { data: fromPlain(data), placeOf: reader.places.find }
}

/** Why a text is no JSON, with the line. */
export function jsonProblem(text: string): string {
  if (text.trim() === '') return 'A value is needed.'
  try {
    parseJson(text)
    return 'This has not been read yet.'
  } catch (error) {
    if (!(error instanceof TextError)) throw error
    const line = lineOf(text, error.at)
    return text.includes('\n') ? `Line ${line}: ${error.message}` : `Not JSON: ${error.message}`
  }
}

function scalar(data: Data): string {
  if (typeof data === 'number') return floatText(data)
  return typeof data === 'bigint' ? String(data) : JSON.stringify(data)
}

function inline(data: Data): string {
  if (isList(data)) return `[${data.map(inline).join(', ')}]`
  if (isMap(data))
    return data.size === 0
      ? '{}'
      : `{${[...data].map(([key, value]) => `${JSON.stringify(keyText(key))}: ${inline(value)}`).join(', ')}}`
  return scalar(data)
}

const LINE = 100

function isFlat(list: readonly Data[]): boolean {
  return list.every((item) => !isMap(item) && !isList(item))
}

function block(data: Data, margin: string): string {
  const inner = `${margin}  `
  if (isList(data) && data.length > 0) {
    if (isFlat(data)) {
      const line = inline(data)
      if (margin.length + line.length <= LINE) return line
    }
    return `[\n${data.map((item) => inner + block(item, inner)).join(',\n')}\n${margin}]`
  }
  if (isMap(data) && data.size > 0) {
    const lines = [...data].map(([key, value]) => `${inner}${JSON.stringify(keyText(key))}: ${block(value, inner)}`)
    return `{\n${lines.join(',\n')}\n${margin}}`
  }
  return inline(data)
}

/** Writes JSON: all on one line, or one entry a line with short lists kept together. */
export function printJson(data: Data, layout: 'line' | 'lines' = 'line'): string {
  const plain = toPlain(data, 'texts')
  return layout === 'line' ? inline(plain) : block(plain, '')
}
