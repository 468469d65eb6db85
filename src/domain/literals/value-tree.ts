import { toJson } from '@bufbuild/protobuf'
import { base64Encode } from '@bufbuild/protobuf/wire'
import type { Duration, Timestamp } from '@bufbuild/protobuf/wkt'
import { type Literal, LiteralSchema, type Primitive, type Scalar } from '../../api/gen/flyteidl/core/literals_pb'
import { BlobType_BlobDimensionality, type LiteralType } from '../../api/gen/flyteidl/core/types_pb'
import { type Data, Extension, isList, isMap, keyText } from './data'
import { printJson } from './json-text'
import { variantOf, structData } from './literal-data'
import { pythonFloat } from './number-text'
import { pythonString } from './python-text'
import { dataOfJson } from './struct-data'
import { type Shape, shapeName, shapeOfLiteralType } from './struct-shape'
import { durationText, timestampText } from './time-text'
import { variantName } from './type-name'

export type TokenKind = 'number' | 'text' | 'keyword' | 'plain' | 'faint'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

/** A value as it is looked at: in Python's spelling, opened part by part. */
export type ValueNode =
  | { readonly kind: 'leaf'; readonly tokens: readonly Token[]; readonly note: string; readonly time?: number }
  /** A text of several lines, or a long one. */
  | { readonly kind: 'passage'; readonly text: string }
  | BranchNode
  | StoredNode
  /** A value that Flyte keeps apart because of its size. */
  | { readonly kind: 'apart'; readonly uri: string; readonly bytes: bigint; readonly type: LiteralType | undefined }
  | { readonly kind: 'union'; readonly variants: readonly string[]; readonly chosen: number; readonly value: ValueNode }

export interface BranchNode {
  readonly kind: 'branch'
  readonly list: boolean
  /** Class of a struct; "" for plain lists and maps. */
  readonly title: string
  readonly size: number
  /** Made when it is looked at. */
  readonly child: (index: number) => ChildNode
}

export interface ChildNode {
  /** Its name: a key in Python's spelling, or a field. An item of a list has its index. */
  readonly label: string
  readonly labelKind: 'index' | 'key' | 'field'
  readonly type: string
  readonly node: ValueNode
}

export interface StoredNode {
  readonly kind: 'stored'
  readonly what: 'file' | 'folder' | 'dataset'
  readonly uri: string
  readonly format: string
}

function leaf(kind: TokenKind, text: string, note = ''): ValueNode {
  return { kind: 'leaf', tokens: [{ kind, text }], note }
}

const LONG_TEXT = 300

function textNode(text: string, note = ''): ValueNode {
  if (text.length > LONG_TEXT || text.includes('\n')) return { kind: 'passage', text }
  return leaf('text', pythonString(text), note === '' ? textNote(text) : note)
}

/** What the eye misses in a text. */
function textNote(text: string): string {
  if (text === '') return 'an empty string'
  if (text.trim() === '') return text.length === 1 ? 'one blank' : `${text.length} blanks`
  if (/^\s/.test(text)) return /\s$/.test(text) ? 'blanks at both ends' : 'begins with a blank'
  return /\s$/.test(text) ? 'ends with a blank' : ''
}

/** A number of five digits or more, grouped for the eye. */
function groupedNote(digits: string): string {
  return digits.replace('-', '').length < 5 ? '' : digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

function lengthNode(length: Duration): ValueNode {
  const text = durationText(length)
  const seconds = groupedNote(String(length.seconds)) || String(length.seconds)
  const plain = /^-?[\d.]+s$/.test(text)
  return leaf('plain', text.replace(/(?<=[a-z])(?=\d)/g, ' '), plain || length.nanos !== 0 ? '' : `${seconds} s`)
}

function timeNode(time: Timestamp): ValueNode {
  const text = timestampText(time)
  const written = /^(.+)T(.+)Z$/.exec(text)
  const tokens: readonly Token[] = written
    ? [
        { kind: 'plain', text: `${written[1] ?? ''} ${written[2] ?? ''}` },
        { kind: 'faint', text: ' UTC' },
      ]
    : [{ kind: 'plain', text }]
  return { kind: 'leaf', tokens, note: '', time: Number(time.seconds) * 1000 + time.nanos / 1e6 }
}

function bytesNode(bytes: Uint8Array, tag: string): ValueNode {
  const head = [...bytes.subarray(0, 24)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const size = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`
  return leaf('plain', bytes.length > 24 ? `${head} …` : head, tag === '' ? size : `${size}, ${tag}`)
}

function branch(list: boolean, title: string, size: number, child: BranchNode['child']): BranchNode {
  return { kind: 'branch', list, title, size, child }
}

function primitiveNode({ value }: Primitive, type: LiteralType | undefined): ValueNode {
  switch (value.case) {
    case 'integer':
      return leaf('number', String(value.value), groupedNote(String(value.value)))
    case 'floatValue':
      return leaf('number', pythonFloat(value.value))
    case 'boolean':
      return leaf('keyword', value.value ? 'True' : 'False')
    case 'stringValue': {
      const choices = type?.type.case === 'enumType' ? type.type.value.values : []
      const note = choices.length > 1 && choices.length <= 8 ? `of ${choices.join(', ')}` : ''
      return textNode(value.value, note)
    }
    case 'datetime':
      return timeNode(value.value)
    case 'duration':
      return lengthNode(value.value)
    case undefined:
      return leaf('faint', 'a primitive of a kind that this version does not know')
  }
}

/** A literal as it is looked at. Total: what is not known is shown as it came. */
export function literalNode(literal: Literal | undefined, type: LiteralType | undefined): ValueNode {
  switch (literal?.value.case) {
    case 'scalar':
      return scalarNode(literal, literal.value.value, type)
    case 'collection': {
      const { literals } = literal.value.value
      const item = type?.type.case === 'collectionType' ? type.type.value : undefined
      return branch(true, '', literals.length, (index) => ({
        label: String(index),
        labelKind: 'index',
        type: '',
        node: literalNode(literals[index], item),
      }))
    }
    case 'map': {
      const entries = Object.entries(literal.value.value.literals)
      const item = type?.type.case === 'mapValueType' ? type.type.value : undefined
      return branch(false, '', entries.length, (index) => {
        const [key = '', value] = entries[index] ?? []
        return { label: pythonString(key), labelKind: 'key', type: '', node: literalNode(value, item) }
      })
    }
    case 'offloadedMetadata': {
      const { uri, sizeBytes, inferredType } = literal.value.value
      return { kind: 'apart', uri, bytes: sizeBytes, type: type ?? inferredType }
    }
    case undefined:
      return literal && Object.keys(literal.metadata).length + literal.hash.length > 0
        ? unknownNode(literal)
        : leaf('faint', literal ? 'a kind of value that this version does not know' : 'no value')
  }
}

function unknownNode(literal: Literal): ValueNode {
  return dataNode(dataOfJson(toJson(LiteralSchema, literal)), { kind: 'any' })
}

function scalarNode(literal: Literal, { value }: Scalar, type: LiteralType | undefined): ValueNode {
  switch (value.case) {
    case 'primitive':
      return primitiveNode(value.value, type)
    case 'noneType':
      return leaf('keyword', 'None')
    case 'union': {
      const { value: inner, type: stored } = value.value
      const variants = type?.type.case === 'unionType' ? type.type.value.variants : stored ? [stored] : []
      const at = stored ? variantOf(stored, variants) : undefined
      const node = literalNode(inner, at === undefined ? stored : variants[at])
      const names = variants.map((_, index) => variantName(variants, index))
      // Of an Optional the value tells which.
      if (at === undefined || names.length < 2 || (names.length === 2 && names.includes('None'))) return node
      return { kind: 'union', variants: names, chosen: at, value: node }
    }
    case 'blob': {
      const { uri, metadata } = value.value
      const folder = metadata?.type?.dimensionality === BlobType_BlobDimensionality.MULTIPART
      return { kind: 'stored', what: folder ? 'folder' : 'file', uri, format: metadata?.type?.format ?? '' }
    }
    case 'structuredDataset': {
      const { uri, metadata } = value.value
      return { kind: 'stored', what: 'dataset', uri, format: metadata?.structuredDatasetType?.format ?? '' }
    }
    case 'schema':
      return { kind: 'stored', what: 'dataset', uri: value.value.uri, format: 'parquet' }
    case 'generic':
      return dataNode(dataOfJson(value.value), shapeOf(type))
    case 'binary': {
      const data = value.value.tag === 'msgpack' ? structData(value.value.value) : undefined
      return data === undefined ? bytesNode(value.value.value, value.value.tag) : dataNode(data, shapeOf(type))
    }
    case 'error':
      return errorNode(value.value.message, value.value.failedNodeId)
    case undefined:
      return unknownNode(literal)
  }
}

function shapeOf(type: LiteralType | undefined): Shape {
  return type ? shapeOfLiteralType(type) : { kind: 'any' }
}

function errorNode(message: string, failedNodeId: string): ValueNode {
  return branch(false, 'FlyteError', 2, (index) =>
    index === 0
      ? { label: 'message', labelKind: 'field', type: '', node: textNode(message) }
      : { label: 'failed_node_id', labelKind: 'field', type: '', node: textNode(failedNodeId) },
  )
}

/** The variant of a struct's field that a value is of, by what it is. */
function shapeFor(data: Data, shape: Shape): Shape {
  if (shape.kind !== 'either') return shape
  const { variants } = shape
  if (data === null) return { kind: 'none' }
  if (isMap(data))
    return variants.find(({ kind }) => kind === 'object' || kind === 'dict' || kind === 'stored') ?? { kind: 'any' }
  return (isList(data) ? variants.find(({ kind }) => kind === 'list') : undefined) ?? { kind: 'any' }
}

/** A value of a struct as it is looked at. */
export function dataNode(data: Data, declared: Shape): ValueNode {
  const shape = shapeFor(data, declared)
  if (data === null) return leaf('keyword', 'None')
  if (typeof data === 'boolean') return leaf('keyword', data ? 'True' : 'False')
  if (typeof data === 'bigint') return leaf('number', String(data), groupedNote(String(data)))
  if (typeof data === 'number') return leaf('number', pythonFloat(data), shape.kind === 'seconds' ? 'seconds' : '')
  if (typeof data === 'string') return textNode(data)
  if (data instanceof Uint8Array) return bytesNode(data, '')
  if (data instanceof Extension) return leaf('plain', base64Encode(data.bytes), `msgpack extension ${data.code}`)
  if (isList(data)) {
    const item: Shape = shape.kind === 'list' ? shape.item : { kind: 'any' }
    return branch(true, '', data.length, (index) => ({
      label: String(index),
      labelKind: 'index',
      type: '',
      node: dataNode(data[index] ?? null, item),
    }))
  }
  if (!isMap(data)) return leaf('faint', 'a value that this version does not know')
  const stored = shape.kind === 'stored' ? storedIn(data, shape.what) : undefined
  if (stored) return stored
  const entries = [...data]
  const fields = shape.kind === 'object' ? shape.fields : []
  return branch(false, shape.kind === 'object' ? shape.title : '', entries.length, (index) => {
    const [key = null, value = null] = entries[index] ?? []
    const field = fields.find(({ name }) => name === key)
    if (field)
      return { label: field.name, labelKind: 'field', type: shapeName(field.shape), node: dataNode(value, field.shape) }
    const inner: Shape = shape.kind === 'dict' ? shape.value : { kind: 'any' }
    return { label: keyLabel(key), labelKind: 'key', type: '', node: dataNode(value, inner) }
  })
}

function keyLabel(key: Data): string {
  if (typeof key === 'string') return pythonString(key)
  return key !== null && typeof key === 'object' ? printJson(key) : key === null ? 'None' : keyText(key)
}

function storedIn(data: ReadonlyMap<Data, Data>, what: StoredNode['what']): StoredNode | undefined {
  const uri = data.get(what === 'dataset' ? 'uri' : 'path')
  const format = data.get('file_format')
  return typeof uri === 'string'
    ? { kind: 'stored', what, uri, format: typeof format === 'string' ? format : '' }
    : undefined
}

/** A value on one line, where it is short enough and holds nothing that has to be opened. */
export function inlineTokens(node: ValueNode, most: number): readonly Token[] | undefined {
  if (node.kind === 'leaf') {
    const length = node.tokens.reduce((sum, { text }) => sum + text.length, 0)
    return length <= most ? node.tokens : undefined
  }
  if (node.kind !== 'branch' || node.title !== '' || node.size > most) return undefined
  const tokens: Token[] = [{ kind: 'faint', text: node.list ? '[' : '{' }]
  let left = most - 2
  for (let index = 0; index < node.size; index++) {
    const { label, labelKind, node: child } = node.child(index)
    const inner = inlineTokens(child, left)
    if (!inner) return undefined
    if (index > 0) tokens.push({ kind: 'plain', text: ', ' })
    if (labelKind !== 'index')
      tokens.push({ kind: labelKind === 'key' ? 'text' : 'plain', text: label }, { kind: 'plain', text: ': ' })
    tokens.push(...inner)
    left -= inner.reduce((sum, { text }) => sum + text.length, 2) + (labelKind === 'index' ? 0 : label.length + 2)
    if (left < 0) return undefined
  }
  tokens.push({ kind: 'faint', text: node.list ? ']' : '}' })
  return tokens
}

/** The beginning of a list or map, as much as there is room for; the rest is an ellipsis. */
export function beginningTokens(node: BranchNode, most: number): readonly Token[] {
  const tokens: Token[] = [{ kind: 'faint', text: node.list ? '[' : '{' }]
  let left = most
  for (let index = 0; index < node.size; index++) {
    const { label, labelKind, node: child } = node.child(index)
    const inner =
      child.kind === 'leaf'
        ? child.tokens
        : child.kind === 'branch' && left > 8
          ? beginningTokens(child, left / 2)
          : undefined
    left -= label.length + (inner?.reduce((sum, { text }) => sum + text.length, 2) ?? 0)
    if (!inner || left < 0) {
      tokens.push({ kind: 'faint', text: index === 0 ? '…' : ', …' })
      break
    }
    if (index > 0) tokens.push({ kind: 'faint', text: ', ' })
    if (labelKind !== 'index') tokens.push({ kind: 'plain', text: `${label}: ` })
    tokens.push(...inner)
  }
  tokens.push({ kind: 'faint', text: node.list ? ']' : '}' })
  return tokens
}

/** `3 items`, `1 entry`, `7 fields`. */
export function sizeWords(node: BranchNode): string {
  const count = String(node.size).replace(/\B(?=(\d{3})+$)/g, ',')
  const [one, many] = node.list ? ['item', 'items'] : node.title === '' ? ['entry', 'entries'] : ['field', 'fields']
  return `${count} ${node.size === 1 ? one : many}`
}
