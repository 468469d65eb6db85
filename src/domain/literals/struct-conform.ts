import { type Data, isMap, keyText, type Path } from './data'
import { unreadText } from './envelope'
import { jsonProblem } from './json-text'
import { parseInteger } from './number-text'
import { Reading } from './problem'
import { readBoolean, readChoice, readFloat, readInteger, readList, readText, readTime } from './scalar-data'
import type { ObjectShape, Shape } from './struct-shape'
import { parseDuration } from './time-text'

const NANOS = 1e9

/**
 * A value inside a struct as its shape wants it: floats as floats, integers as integers, keys as declared. What the shape does
 * not know stays as it is.
 */
export function conform(data: Data, shape: Shape, path: Path, reading: Reading): Data | undefined {
  const unfinished = unreadText(data)
  if (unfinished !== undefined) return reading.fail(path, jsonProblem(unfinished))
  switch (shape.kind) {
    case 'any':
      return data
    case 'int':
      return readInteger(data, path, reading)
    case 'float':
      return readFloat(data, path, reading)
    case 'bool':
      return readBoolean(data, path, reading)
    case 'text':
      return readText(data, path, reading)
    case 'none':
      return data === null ? null : reading.fail(path, 'Only None is possible here.', null)
    case 'datetime':
      // Python has its own way to write it (`+00:00`): what can be read stays as it was written.
      if (readTime(data, path, new Reading())) return data
      readTime(data, path, reading)
      return undefined
    case 'seconds':
      return readSeconds(data, path, reading)
    case 'choice':
      return readChoice(data, shape.values, path, reading)
    case 'list': {
      const items = readList(data, path, reading)
      if (!items) return undefined
      const read = items.map((item, index) => conform(item, shape.item, [...path, index], reading))
      return read.every((item) => item !== undefined) ? read : undefined
    }
    case 'dict':
      return conformDict(data, shape, path, reading)
    case 'either':
      return conformEither(data, shape.variants, path, reading)
    case 'stored':
      return conformStored(data, shape.what, path, reading)
    case 'object':
      return conformObject(data, shape, path, reading)
  }
}

function readSeconds(data: Data, path: Path, reading: Reading): Data | undefined {
  if (!reading.strict && typeof data === 'string') {
    const length = parseDuration(data)
    if (length) return Number(length.seconds) + length.nanos / NANOS
  }
  return readFloat(data, path, reading)
}

function conformDict(
  data: Data,
  shape: Extract<Shape, { kind: 'dict' }>,
  path: Path,
  reading: Reading,
): Data | undefined {
  if (!isMap(data)) return reading.fail(path, 'Names with values are needed, such as {"key": …}.')
  const entries: [Data, Data][] = []
  for (const [key, value] of data) {
    const inner = [...path, keyText(key)]
    const read = conform(value, shape.value, inner, reading)
    const name = conformKey(key, shape.key, inner, reading)
    if (read !== undefined && name !== undefined) entries.push([name, read])
  }
  return entries.length === data.size ? new Map(entries) : undefined
}

function conformKey(key: Data, kind: 'text' | 'int' | 'any', path: Path, reading: Reading): Data | undefined {
  if (kind === 'int' && typeof key === 'string') {
    return parseInteger(key) ?? reading.fail(path, `The key “${key}” is no whole number.`)
  }
  if (kind === 'text' && typeof key !== 'string' && !reading.strict && (key === null || typeof key !== 'object'))
    return keyText(key)
  return key
}

function conformEither(data: Data, variants: readonly Shape[], path: Path, reading: Reading): Data | undefined {
  for (const strict of reading.strict ? [true] : [true, false]) {
    for (const variant of variants) {
      const attempt = new Reading(strict)
      const read = conform(data, variant, path, attempt)
      if (attempt.problems.length === 0 && read !== undefined) return read
    }
  }
  // The first that is not None says best what was expected.
  const wanted = variants.find((variant) => variant.kind !== 'none') ?? { kind: 'none' as const }
  return conform(data, wanted, path, reading)
}

function conformStored(
  data: Data,
  what: 'file' | 'folder' | 'dataset',
  path: Path,
  reading: Reading,
): Data | undefined {
  const key = what === 'dataset' ? 'uri' : 'path'
  if (!reading.strict && typeof data === 'string' && data !== '') return new Map<Data, Data>([[key, data]])
  if (isMap(data) && typeof data.get(key) === 'string') return data
  return reading.fail(path, 'A location is needed, such as s3://bucket/file.')
}

function conformObject(data: Data, shape: ObjectShape, path: Path, reading: Reading): Data | undefined {
  if (!isMap(data)) return reading.fail(path, `${shape.title === '' ? 'An object' : shape.title} is needed.`)
  const before = reading.problems.length
  const entries: [Data, Data][] = []
  for (const [key, value] of data) {
    const field = shape.fields.find(({ name }) => name === key)
    if (field) {
      const read = conform(value, field.shape, [...path, field.name], reading)
      if (read !== undefined) entries.push([key, read])
    } else if (shape.closed || reading.strict) {
      reading.fail(
        [...path, keyText(key)],
        `${shape.title === '' ? 'It' : shape.title} has no field “${keyText(key)}”.`,
      )
    } else entries.push([key, value])
  }
  for (const { name, required } of shape.fields) {
    if (required && !data.has(name)) reading.fail([...path, name], 'A value is needed.')
  }
  return reading.problems.length === before ? new Map(entries) : undefined
}

/** A value to begin with: what the type says holds when nothing is given, for what must be given. */
export function defaultOfShape(shape: Shape): Data | undefined {
  switch (shape.kind) {
    case 'none':
      return null
    case 'choice':
      return shape.values.length === 1 ? shape.values[0] : undefined
    case 'list':
      return []
    case 'dict':
      return new Map()
    case 'object': {
      const entries = shape.fields.flatMap(({ name, shape: inner, fallback, required }): [Data, Data][] => {
        const value = fallback === undefined && required ? defaultOfShape(inner) : fallback
        const read = value === undefined ? undefined : conform(value, inner, [], new Reading())
        return read === undefined ? [] : [[name, read]]
      })
      return new Map(entries)
    }
    default:
      return undefined
  }
}
