import { type Data, isList, isMap, keyText } from './data'
import { floatText } from './number-text'
import { toPlain } from './plain-data'

const PLAIN = /^[A-Za-z_./][\w./@%+=~-]*(?::[\w./@%+=~-]+|:\/\/[\w./@%+=~:-]+)*(?: [\w./@%+=~-]+)*$/
/** Words that some reader of YAML takes for something else, and what looks like a number. */
const AMBIGUOUS = /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan|\d.*)|[-.]+|---.*|\.\.\..*)$/i

function quoted(text: string): string {
  // JSON leaves these two, which YAML takes for line breaks, as they are.
  return JSON.stringify(text).replace(/[\u2028\u2029\u0085\ufeff\u007f-\u009f]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function textOf(text: string): string {
  // A colon before a blank or at the end makes a key of what is before it.
  return PLAIN.test(text) && !AMBIGUOUS.test(text) && !/:(?: |$)/.test(text) ? text : quoted(text)
}

function scalar(data: Data): string {
  if (typeof data === 'string') return textOf(data)
  if (typeof data !== 'number') return keyText(data)
  if (Number.isNaN(data)) return '.nan'
  return Number.isFinite(data) ? floatText(data) : data > 0 ? '.inf' : '-.inf'
}

/** Lines as lines, where YAML gives back exactly what was written. */
function literalBlock(text: string, margin: string): string | undefined {
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  const exact =
    lines.length > 1 &&
    /^\S/u.test(lines[0] ?? '') &&
    lines.at(-1) !== '' &&
    lines.every((line) => !/[\p{C}\p{Zl}\p{Zp}]|\s$/u.test(line))
  if (!exact) return undefined
  const body = lines.map((line) => (line === '' ? '' : `${margin}${line}`)).join('\n')
  return `|${text.endsWith('\n') ? '' : '-'}\n${body}`
}

function inline(data: Data): string {
  if (isList(data)) return `[${data.map(inline).join(', ')}]`
  if (isMap(data)) return `{${[...data].map(([key, value]) => `${scalar(key)}: ${inline(value)}`).join(', ')}}`
  return scalar(data)
}

const LINE = 88

function isShort(data: Data, margin: string): boolean {
  if (isMap(data)) return data.size === 0
  if (!isList(data)) return true
  return data.every((item) => !isMap(item) && !isList(item)) && margin.length + inline(data).length <= LINE
}

/** A value after `key:` or `-`, with the blank or line break that goes before it. */
function nested(data: Data, margin: string): string {
  if (typeof data === 'string') {
    const lines = data.includes('\n') ? literalBlock(data, margin) : undefined
    return ` ${lines ?? textOf(data)}`
  }
  return isShort(data, margin) ? ` ${inline(data)}` : `\n${block(data, margin)}`
}

function block(data: Data, margin: string): string {
  const inner = `${margin}  `
  if (isMap(data)) return [...data].map(([key, value]) => `${margin}${scalar(key)}:${nested(value, inner)}`).join('\n')
  if (isList(data)) {
    return data
      .map((item) => {
        if (!isMap(item) || item.size === 0) return `${margin}-${nested(item, inner)}`
        return `${margin}- ${block(item, inner).slice(inner.length)}`
      })
      .join('\n')
  }
  return margin + scalar(data)
}

/** Writes YAML in blocks, short lists on one line, without a final line break. */
export function printYaml(data: Data, margin = ''): string {
  const plain = toPlain(data, 'scalars')
  return isShort(plain, margin) ? margin + inline(plain) : block(plain, margin)
}
