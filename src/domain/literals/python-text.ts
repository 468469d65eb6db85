import { equals, toBinary } from '@bufbuild/protobuf'
import { base64Encode } from '@bufbuild/protobuf/wire'
import type { Duration, Timestamp } from '@bufbuild/protobuf/wkt'
import { type Literal, LiteralSchema, type Primitive, type Scalar } from '../../api/gen/flyteidl/core/literals_pb'
import {
  BlobType_BlobDimensionality,
  BlobTypeSchema,
  type LiteralType,
  SimpleType,
  StructuredDatasetTypeSchema,
} from '../../api/gen/flyteidl/core/types_pb'
import { type Data, Extension, isList, isMap } from './data'
import { readEnvelope } from './envelope'
import { dataOfLiteral, structData, variantOf } from './literal-data'
import { pythonFloat } from './number-text'
import { dataOfJson } from './struct-data'

/** An expression in Python, and the lines that it needs at the top of the file. */
export interface PythonExpression {
  readonly text: string
  readonly imports: readonly string[]
  /** The Python type to name in `type_hints`, where flytekit's own guess would not take the value; "" for none. */
  readonly hint: string
}

/** A text as Python writes it: JSON's escapes are Python's too. */
export function pythonString(text: string): string {
  return JSON.stringify(text)
}

/** flytekit makes classes of structs' schemas and then refuses plain values for them; as a `dict` it takes them as they are. */
function hintOf(type: LiteralType | undefined): string {
  switch (type?.type.case) {
    case 'simple':
      if (type.type.value === SimpleType.ERROR) return 'FlyteError'
      return type.type.value === SimpleType.STRUCT && type.metadata ? 'dict' : ''
    case 'collectionType': {
      const item = hintOf(type.type.value)
      return item === '' ? '' : `list[${item}]`
    }
    case 'mapValueType': {
      const item = hintOf(type.type.value)
      return item === '' ? '' : `dict[str, ${item}]`
    }
    default:
      return ''
  }
}

/** A part of an expression: a text, or something in brackets that can be broken into lines. */
type Part =
  | string
  | {
      readonly open: string
      readonly parts: readonly { readonly key?: string; readonly value: Part }[]
      readonly close: string
    }

class PythonWriter {
  readonly imports = new Set<string>()

  #from(module: string, ...names: readonly string[]): void {
    for (const name of names) this.imports.add(`from ${module} import ${name}`)
  }

  data(data: Data): Part | undefined {
    if (data === null) return 'None'
    if (typeof data === 'boolean') return data ? 'True' : 'False'
    if (typeof data === 'bigint') return String(data)
    if (typeof data === 'number') return floatExpression(data)
    if (typeof data === 'string') return pythonString(data)
    if (data instanceof Uint8Array) return bytesExpression(data)
    if (data instanceof Extension) return undefined
    if (isList(data))
      return brackets(
        '[',
        data.map((item) => this.data(item)),
        ']',
      )
    if (!isMap(data)) return undefined
    const entries = [...data].map(([key, value]) => ({ key: this.data(key), value: this.data(value) }))
    return entries.every(
      (entry): entry is { key: string; value: Part } => typeof entry.key === 'string' && entry.value !== undefined,
    )
      ? { open: '{', parts: entries, close: '}' }
      : undefined
  }

  /** Undefined when flytekit would make another literal of what Python can say. */
  literal(literal: Literal, type: LiteralType | undefined): Part | undefined {
    if (literal.hash !== '' || Object.keys(literal.metadata).length > 0) return undefined
    switch (literal.value.case) {
      case 'scalar':
        return this.#scalar(literal, literal.value.value, type)
      case 'collection': {
        const item = type?.type.case === 'collectionType' ? type.type.value : undefined
        return brackets(
          '[',
          literal.value.value.literals.map((one) => this.literal(one, item)),
          ']',
        )
      }
      case 'map': {
        const item = type?.type.case === 'mapValueType' ? type.type.value : undefined
        const entries = Object.entries(literal.value.value.literals).map(([key, one]) => ({
          key: pythonString(key),
          value: this.literal(one, item),
        }))
        return entries.every((entry): entry is { key: string; value: Part } => entry.value !== undefined)
          ? { open: '{', parts: entries, close: '}' }
          : undefined
      }
      case 'offloadedMetadata':
      case undefined:
        return undefined
    }
  }

  #scalar(literal: Literal, { value }: Scalar, type: LiteralType | undefined): Part | undefined {
    switch (value.case) {
      case 'primitive':
        return this.#primitive(value.value)
      case 'noneType':
        return 'None'
      case 'generic':
        return this.data(dataOfJson(value.value))
      case 'binary': {
        const data = value.value.tag === 'msgpack' ? structData(value.value.value) : undefined
        return data !== undefined && isMap(data) ? this.data(data) : undefined
      }
      case 'union': {
        const variants = type?.type.case === 'unionType' ? type.type.value.variants : []
        const at = value.value.type ? variantOf(value.value.type, variants) : undefined
        const variant = at === undefined ? undefined : variants[at]
        // Where the value does not tell its variant here, it does not tell flytekit either.
        if (!type || !variant || !value.value.value || readEnvelope(dataOfLiteral(literal, type))) return undefined
        return hintOf(variant) === '' ? this.literal(value.value.value, variant) : undefined
      }
      case 'blob': {
        const stored = value.value.metadata?.type
        const declared = type?.type.case === 'blob' ? type.type.value : undefined
        if (!stored || stored.format === 'PythonPickle') return undefined
        if (declared && !equals(BlobTypeSchema, stored, declared)) return undefined
        const folder = stored.dimensionality === BlobType_BlobDimensionality.MULTIPART
        this.#from(folder ? 'flytekit.types.directory' : 'flytekit.types.file', folder ? 'FlyteDirectory' : 'FlyteFile')
        return `${folder ? 'FlyteDirectory' : 'FlyteFile'}(${pythonString(value.value.uri)})`
      }
      case 'structuredDataset': {
        const stored = value.value.metadata?.structuredDatasetType
        const declared = type?.type.case === 'structuredDatasetType' ? type.type.value : undefined
        if (
          !stored ||
          !declared ||
          !equals(StructuredDatasetTypeSchema, { ...stored, format: '' }, { ...declared, format: '' })
        )
          return undefined
        this.#from('flytekit.types.structured', 'StructuredDataset')
        const format = stored.format === '' ? '' : `, file_format=${pythonString(stored.format)}`
        return `StructuredDataset(uri=${pythonString(value.value.uri)}${format})`
      }
      case 'error': {
        const { message, failedNodeId } = value.value
        this.#from('flytekit.types.error', 'FlyteError')
        return `FlyteError(message=${pythonString(message)}, failed_node_id=${pythonString(failedNodeId)})`
      }
      case 'schema':
      case undefined:
        return undefined
    }
  }

  #primitive({ value }: Primitive): Part | undefined {
    switch (value.case) {
      case 'integer':
        return String(value.value)
      case 'floatValue':
        return floatExpression(value.value)
      case 'boolean':
        return value.value ? 'True' : 'False'
      case 'stringValue':
        return pythonString(value.value)
      case 'datetime':
        return this.#time(value.value)
      case 'duration':
        return this.#length(value.value)
      case undefined:
        return undefined
    }
  }

  /** Python's times go to microseconds. */
  #time({ seconds, nanos }: Timestamp): string | undefined {
    const date = new Date(Number(seconds) * 1000)
    const year = date.getUTCFullYear()
    if (nanos % 1000 !== 0 || !(year >= 1 && year <= 9999)) return undefined
    this.#from('datetime', 'datetime', 'timezone')
    const parts = [
      year,
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
      nanos / 1000,
    ]
    while (parts.length > 3 && parts.at(-1) === 0) parts.pop()
    return `datetime(${parts.join(', ')}, tzinfo=timezone.utc)`
  }

  #length({ seconds, nanos }: Duration): string | undefined {
    if (nanos % 1000 !== 0) return undefined
    this.#from('datetime', 'timedelta')
    const sign = seconds < 0n || nanos < 0 ? -1n : 1n
    const total = seconds * sign
    const parts: readonly (readonly [string, bigint])[] = [
      ['days', total / 86_400n],
      ['hours', (total / 3600n) % 24n],
      ['minutes', (total / 60n) % 60n],
      ['seconds', total % 60n],
      ['microseconds', (BigInt(nanos) * sign) / 1000n],
    ]
    const given = parts.filter(([, count]) => count !== 0n).map(([unit, count]) => `${unit}=${count}`)
    return `${sign < 0n ? '-' : ''}timedelta(${given.join(', ')})`
  }
}

function floatExpression(value: number): string {
  return Number.isFinite(value) ? pythonFloat(value) : `float("${pythonFloat(value)}")`
}

function bytesExpression(bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
  })
  return `b"${text.join('')}"`
}

function brackets(open: string, items: readonly (Part | undefined)[], close: string): Part | undefined {
  return items.every((item) => item !== undefined)
    ? { open, parts: items.map((value) => ({ value })), close }
    : undefined
}

const LINE = 88

function inline(part: Part): string {
  if (typeof part === 'string') return part
  return (
    part.open +
    part.parts.map(({ key, value }) => (key === undefined ? '' : `${key}: `) + inline(value)).join(', ') +
    part.close
  )
}

function layout(part: Part, margin: string, used: number): string {
  const line = inline(part)
  if (typeof part === 'string' || part.parts.length === 0 || used + line.length <= LINE) return line
  const inner = `${margin}    `
  const lines = part.parts.map(({ key, value }) => {
    const head = key === undefined ? '' : `${key}: `
    return `${inner}${head}${layout(value, inner, inner.length + head.length + 1)},`
  })
  return `${part.open}\n${lines.join('\n')}\n${margin}${part.close}`
}

/**
 * A literal as the expression that FlyteRemote's `inputs` takes. What Python has no short form for, or flytekit would turn into
 * another literal, is the literal itself from its bytes.
 *
 * @param margin blanks before the line that the expression begins in; @param used characters of that line before it
 */
export function pythonExpression(
  literal: Literal,
  type: LiteralType | undefined,
  margin = '',
  used = margin.length,
): PythonExpression {
  const writer = new PythonWriter()
  const part = writer.literal(literal, type)
  if (part !== undefined) return { text: layout(part, margin, used), imports: [...writer.imports], hint: hintOf(type) }
  const bytes = base64Encode(toBinary(LiteralSchema, literal))
  return {
    text: `Literal.from_flyte_idl(LiteralProto.FromString(b64decode("${bytes}")))`,
    imports: [
      'from base64 import b64decode',
      'from flyteidl.core.literals_pb2 import Literal as LiteralProto',
      'from flytekit.models.literals import Literal',
    ],
    hint: '',
  }
}

/** Import lines, those of one module together, in Python's usual order. */
export function importLines(imports: readonly string[]): readonly string[] {
  const modules = new Map<string, Set<string>>()
  for (const line of imports) {
    const [, module = '', name = ''] = /^from (\S+) import (.+)$/.exec(line) ?? []
    modules.set(module, new Set([...(modules.get(module) ?? []), name]))
  }
  const standard = (module: string) => (module === 'datetime' || module === 'base64' ? 0 : 1)
  return [...modules]
    .sort(([one], [other]) => standard(one) - standard(other) || one.localeCompare(other))
    .map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}`)
}

/** Literals by name as a Python dictionary, with the types that flytekit has to be told. */
export function pythonDict(
  literals: Readonly<Record<string, Literal>>,
  types: Readonly<Record<string, LiteralType | undefined>>,
  margin = '',
): PythonExpression {
  const names = Object.keys(literals)
  if (names.length === 0) return { text: '{}', imports: [], hint: '' }
  const imports: string[] = []
  const hints: string[] = []
  const inner = `${margin}    `
  const lines = Object.entries(literals).map(([name, literal]) => {
    const head = `${inner}${pythonString(name)}: `
    const value = pythonExpression(literal, types[name], inner, head.length + 1)
    imports.push(...value.imports)
    if (value.hint !== '') hints.push(`${pythonString(name)}: ${value.hint}`)
    return `${head}${value.text},`
  })
  const hint = hints.length === 0 ? '' : `{${hints.join(', ')}}`
  return { text: `{\n${lines.join('\n')}\n${margin}}`, imports, hint }
}
