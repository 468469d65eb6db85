/**
 * A value apart from how it is written: what JSON, YAML and msgpack have in common, without their losses. A bigint is an
 * integer, a number is a float (so 1n and 1 differ as Python's 1 and 1.0 do), maps keep their order and may have any key.
 */
export type Data = null | boolean | bigint | number | string | Uint8Array | Extension | readonly Data[] | DataMap

export type DataMap = ReadonlyMap<Data, Data>

/** A value of a kind that msgpack leaves to its users, such as a time. */
export class Extension {
  readonly code: number
  readonly bytes: Uint8Array

  constructor(code: number, bytes: Uint8Array) {
    this.code = code
    this.bytes = bytes
  }
}

export function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data)
}

export function isMap(data: Data | undefined): data is DataMap {
  return data instanceof Map
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** Whether two values are the same to the last bit; the order of a map's entries counts. */
export function sameData(one: Data | undefined, other: Data | undefined): boolean {
  if (Object.is(one, other)) return true
  if (isList(one)) {
    return isList(other) && one.length === other.length && one.every((item, index) => sameData(item, other[index]))
  }
  if (isMap(one)) {
    if (!isMap(other) || one.size !== other.size) return false
    const others = [...other]
    return [...one].every(([key, value], index) => {
      const pair = others[index]
      return pair !== undefined && sameData(key, pair[0]) && sameData(value, pair[1])
    })
  }
  if (one instanceof Uint8Array) return other instanceof Uint8Array && sameBytes(one, other)
  if (one instanceof Extension)
    return other instanceof Extension && one.code === other.code && sameBytes(one.bytes, other.bytes)
  return false
}

/** One step into a value: the index of an item, or a key as text. */
export type Step = string | number
export type Path = readonly Step[]

/** What a path step is called in a map: keys that are no text by how they print. */
export function keyText(key: Data): string {
  if (key !== null && typeof key === 'object') return 'key'
  return String(key)
}

/** A map with one entry set, at its place when it was there, else at the end. */
export function withEntry(map: DataMap, key: Data, value: Data): DataMap {
  return new Map([...map, [key, value]])
}
