import fs from 'node:fs'
import path from 'node:path'
import { create, type JsonObject } from '@bufbuild/protobuf'
import { DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt'
import type { VariableMap } from '../../src/api/gen/flyteidl/core/interface_pb'
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
  type Primitive,
} from '../../src/api/gen/flyteidl/core/literals_pb'
import {
  type BlobType,
  BlobType_BlobDimensionality as Dimensionality,
  type LiteralType,
  SimpleType,
} from '../../src/api/gen/flyteidl/core/types_pb'
import { CopilotError, fileName } from './file-name'

/** Largest file that a simple value is read from, in bytes, and largest `_ERROR` file (flytecopilot `data/upload.go`). */
const LARGEST_PRIMITIVE = 1024
const LARGEST_ERROR = 1024 * 1024

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False'])
const UNIT_NANOS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}
const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n

function primitive(value: Primitive['value']): Literal {
  return create(LiteralSchema, {
    value: {
      case: 'scalar',
      value: { value: { case: 'primitive', value: { $typeName: 'flyteidl.core.Primitive', value } } },
    },
  })
}

function parseInteger(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined
  const value = BigInt(text.replace(/^\+/, ''))
  return value >= INT64_MIN && value <= INT64_MAX ? value : undefined
}

function parseFloat64(text: string): number | undefined {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (special) return special[2]?.toLowerCase() === 'nan' ? NaN : special[1] === '-' ? -Infinity : Infinity
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

/** Nanoseconds of a duration as Go writes it, exact to the nanosecond. */
function parseDuration(text: string): bigint | undefined {
  const match = /^([+-]?)((?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(text)
  if (!match) return undefined
  let nanos = 0n
  for (const [, whole = '0', fraction = '', unit = 's'] of (match[2] ?? '').matchAll(
    /(\d+)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g,
  )) {
    const size = BigInt(UNIT_NANOS[unit] ?? 0)
    nanos += BigInt(whole) * size + (fraction === '' ? 0n : (BigInt(fraction) * size) / 10n ** BigInt(fraction.length))
  }
  return match[1] === '-' ? -nanos : nanos
}

function parseTimestamp(text: string): { readonly seconds: bigint; readonly nanos: number } | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/.exec(text)
  const millis = match ? Date.parse(`${match[1] ?? ''}T${match[2] ?? ''}${match[4]?.toUpperCase() ?? ''}`) : NaN
  if (Number.isNaN(millis)) return undefined
  return { seconds: BigInt(millis) / 1000n, nanos: Number((match?.[3] ?? '').padEnd(9, '0')) }
}

/** White space around a number or a time is dropped (`echo 5 > file`); a text stays as it is. */
function parseSimple(type: SimpleType, text: string): Literal | undefined {
  const trimmed = text.trim()
  switch (type) {
    case SimpleType.STRING:
      return primitive({ case: 'stringValue', value: text })
    case SimpleType.INTEGER: {
      const value = parseInteger(trimmed)
      return value === undefined ? undefined : primitive({ case: 'integer', value })
    }
    case SimpleType.FLOAT: {
      const value = parseFloat64(trimmed)
      return value === undefined ? undefined : primitive({ case: 'floatValue', value })
    }
    case SimpleType.BOOLEAN:
      if (!TRUE.has(trimmed) && !FALSE.has(trimmed)) return undefined
      return primitive({ case: 'boolean', value: TRUE.has(trimmed) })
    case SimpleType.DATETIME: {
      const value = parseTimestamp(trimmed)
      return value && primitive({ case: 'datetime', value: create(TimestampSchema, value) })
    }
    case SimpleType.DURATION: {
      const nanos = parseDuration(trimmed)
      if (nanos === undefined) return undefined
      const value = create(DurationSchema, { seconds: nanos / 1_000_000_000n, nanos: Number(nanos % 1_000_000_000n) })
      return primitive({ case: 'duration', value })
    }
    case SimpleType.STRUCT:
      try {
        const value: unknown = JSON.parse(text)
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
        return create(LiteralSchema, {
          value: { case: 'scalar', value: { value: { case: 'generic', value: value as JsonObject } } },
        })
      } catch {
        return undefined
      }
    default:
      return undefined
  }
}

function statOf(file: string): fs.Stats | undefined {
  return fs.statSync(file, { throwIfNoEntry: false })
}

function readSimple(name: string, type: SimpleType, file: string): Literal {
  const stat = statOf(file)
  if (!stat) throw new CopilotError(`the output ${name} was not written: there is no file ${name} in the output folder`)
  if (!stat.isFile()) throw new CopilotError(`the output ${name} is a folder, but a file with its value was expected`)
  if (stat.size > LARGEST_PRIMITIVE) {
    throw new CopilotError(
      `the output ${name} has ${stat.size} bytes; at most ${LARGEST_PRIMITIVE} are taken for a value`,
    )
  }
  const text = fs.readFileSync(file, 'utf8')
  const literal = parseSimple(type, text)
  if (!literal) {
    throw new CopilotError(
      `the output ${name} is ${JSON.stringify(text.slice(0, 100))}, which is no ${SimpleType[type]}`,
    )
  }
  return literal
}

/** Puts a file or folder among the blobs: moved where that is possible, for it is the process's last word. */
async function store(source: string, target: string): Promise<void> {
  await fs.promises.mkdir(path.dirname(target), { recursive: true, mode: 0o755 })
  // What a link points to belongs to someone else.
  if (!fs.lstatSync(source).isSymbolicLink()) {
    try {
      await fs.promises.rename(source, target)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    }
  }
  await fs.promises.cp(source, target, { recursive: true, dereference: true, mode: fs.constants.COPYFILE_FICLONE })
}

async function readBlob(name: string, type: BlobType, file: string, rawPrefix: string): Promise<Literal> {
  if (!path.isAbsolute(rawPrefix)) {
    throw new CopilotError(
      `the output ${name} cannot be stored below ${rawPrefix}: raw containers store files on this machine only`,
    )
  }
  const uri = path.join(rawPrefix, fileName(name))
  // A crash may have come between moving the file and recording the outputs.
  if (!statOf(uri)) {
    if (!statOf(file))
      throw new CopilotError(`the output ${name} was not written: there is no ${name} in the output folder`)
    await store(file, uri)
  }
  const dimensionality = statOf(uri)?.isDirectory() === true ? Dimensionality.MULTIPART : Dimensionality.SINGLE
  const metadata = { type: { format: type.format, dimensionality } }
  return create(LiteralSchema, {
    value: { case: 'scalar', value: { value: { case: 'blob', value: { uri, metadata } } } },
  })
}

function readOutput(name: string, type: LiteralType | undefined, file: string, rawPrefix: string): Promise<Literal> {
  const kind = type?.type
  if (kind?.case === 'blob') return readBlob(name, kind.value, file, rawPrefix)
  if (kind?.case === 'simple') return Promise.resolve(readSimple(name, kind.value, file))
  if (kind?.case === 'enumType') return Promise.resolve(readSimple(name, SimpleType.STRING, file))
  throw new CopilotError(`the output ${name} has a type that raw containers cannot give: ${kind?.case ?? 'none'}`)
}

/**
 * Takes the outputs that a raw container left in its output folder, as flytecopilot does, except that folders keep their sub-folders. Files and
 * folders go to `<rawPrefix>/<name>`. Can be repeated after a crash.
 *
 * Source: flytecopilot `data/upload.go`.
 *
 * @throws CopilotError when the container reported an error (`_ERROR`) or an output is missing or malformed
 */
export async function readOutputs(
  outputs: VariableMap | undefined,
  folder: string,
  rawPrefix: string,
): Promise<LiteralMap> {
  const errorFile = path.join(folder, '_ERROR')
  const error = statOf(errorFile)
  if (error) {
    if (!error.isFile()) throw new CopilotError('_ERROR in the output folder is no file')
    if (error.size > LARGEST_ERROR) throw new CopilotError(`the file _ERROR is too large: ${error.size} bytes`)
    throw new CopilotError(`User Error: ${fs.readFileSync(errorFile, 'utf8')}`)
  }
  const literals: Record<string, Literal> = {}
  for (const [key, variable] of Object.entries(outputs?.variables ?? {})) {
    literals[key] = await readOutput(key, variable.type, path.join(folder, fileName(key)), rawPrefix)
  }
  return create(LiteralMapSchema, { literals })
}
