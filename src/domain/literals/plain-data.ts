import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire'
import { type Data, type DataMap, Extension, isList, isMap } from './data'

/*
 * JSON and YAML lack bytes, extension types and (JSON) keys that are no text. Such values are written as maps with one reserved
 * key; a map that happens to look like that is written as its entries, so that what is read is always what was written.
 */
const BYTES = '$bytes'
const EXTENSION = '$extension'
const ENTRIES = '$entries'

function isReserved(map: DataMap): boolean {
  if (map.size !== 1) return false
  const [key] = map.keys()
  return key === BYTES || key === EXTENSION || key === ENTRIES
}

/** Which keys the notation has: JSON only texts, YAML every scalar. */
export type KeyKinds = 'texts' | 'scalars'

/** YAML gives up on longer keys. */
const LONGEST_KEY = 1000

function isKey(key: Data, kinds: KeyKinds): boolean {
  if (typeof key === 'string') return kinds === 'texts' || JSON.stringify(key).length <= LONGEST_KEY
  return kinds === 'scalars' && (key === null || typeof key !== 'object')
}

/** The same value out of what a notation has. */
export function toPlain(data: Data, kinds: KeyKinds): Data {
  if (data instanceof Uint8Array) return new Map([[BYTES, base64Encode(data)]])
  if (data instanceof Extension)
    return new Map([[EXTENSION, [BigInt(data.code), base64Encode(data.bytes)] as readonly Data[]]])
  if (isList(data)) return data.map((item) => toPlain(item, kinds))
  if (!isMap(data)) return data
  if ([...data.keys()].every((key) => isKey(key, kinds)) && !isReserved(data))
    return new Map([...data].map(([key, value]) => [key, toPlain(value, kinds)]))
  return new Map([[ENTRIES, [...data].map(([key, value]) => [toPlain(key, kinds), toPlain(value, kinds)])]])
}

function bytesOf(data: Data | undefined): Uint8Array | undefined {
  if (typeof data !== 'string') return undefined
  try {
    return base64Decode(data)
  } catch {
    // Not base64: somebody's own map with this key.
    return undefined
  }
}

function fromReserved(map: DataMap): Data | undefined {
  const [[key, value] = []] = map
  if (key === BYTES) return bytesOf(value)
  if (key === EXTENSION && isList(value)) {
    const bytes = bytesOf(value[1])
    return typeof value[0] === 'bigint' && bytes ? new Extension(Number(value[0]), bytes) : undefined
  }
  if (key === ENTRIES && isList(value)) {
    const pairs: [Data, Data][] = []
    for (const pair of value) {
      if (!isList(pair) || pair[0] === undefined || pair[1] === undefined) return undefined
      pairs.push([fromPlain(pair[0]), fromPlain(pair[1])])
    }
    return new Map(pairs)
  }
  return undefined
}

/** The value that {@link toPlain} wrote. */
export function fromPlain(data: Data): Data {
  if (isList(data)) return data.map(fromPlain)
  if (!isMap(data)) return data
  const special = isReserved(data) ? fromReserved(data) : undefined
  return special ?? new Map([...data].map(([key, value]) => [fromPlain(key), fromPlain(value)]))
}
