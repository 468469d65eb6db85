import {
  type Document,
  isAlias,
  isMap as isYamlMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml'
import { type Data, keyText, type Path } from './data'
import { fromPlain } from './plain-data'
import { type ParsedText, Places, TextError } from './text-place'

/** Aliases can make a short text an endless value. */
const MAX_VALUES = 2_000_000

class YamlReader {
  readonly places = new Places()
  readonly #document: Document.Parsed
  #count = 0

  constructor(document: Document.Parsed) {
    this.#document = document
  }

  value(node: Node | null | undefined, path: Path): Data {
    if (++this.#count > MAX_VALUES) throw new TextError('The value is too large.', node?.range?.[0] ?? 0)
    if (node?.range) this.places.set(path, { from: node.range[0], to: node.range[1] })
    if (!node) return null
    if (isAlias(node)) return this.value(node.resolve(this.#document), path)
    if (isSeq<Node>(node)) return node.items.map((item, index) => this.value(item, [...path, index]))
    if (isYamlMap<Node, Node>(node)) {
      const entries = new Map<Data, Data>()
      for (const { key, value } of node.items) {
        const name = this.value(key, path)
        entries.set(name, this.value(value, [...path, keyText(name)]))
      }
      return entries
    }
    if (!isScalar(node)) return null
    const { value } = node
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'bigint') return node.source === '-0' ? -0 : value
    if (typeof value === 'number') return value
    throw new TextError('This kind of value is not known here.', node.range?.[0] ?? 0)
  }
}

/** Reads YAML 1.2 without losing a digit, and keeps where each value stands. @throws TextError */
export function parseYaml(text: string): ParsedText {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { intAsBigInt: true, schema: 'core', lineCounter, prettyErrors: false })
  const [error] = [...document.errors, ...document.warnings]
  if (error) throw new TextError(firstSentence(error.message), error.pos[0])
  const reader = new YamlReader(document)
  const data = reader.value(document.contents, [])
  return { data: fromPlain(data), placeOf: reader.places.find }
}

function firstSentence(message: string): string {
  const [line = message] = message.split('\n')
  return line.endsWith('.') ? line : `${line}.`
}
