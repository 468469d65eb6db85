import { floatText, isJsonArray, isJsonNumber, isJsonObject, type Json, jsonNumber } from './old-json-text'

/*
 * flytekit's structs are msgpack, in which 1 and 1.0 are different and integers have 64 bits. The libraries for JavaScript
 * give `number` for both, so this reads into JSON that keeps the digits and writes from it.
 */

/** A msgpack value that JSON has no form for: raw bytes, a key that is no text, an extension type. */
export class MsgpackError extends Error {
  override readonly name = 'MsgpackError'
}

const MAX_DEPTH = 500

class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  /** Moves on by `count` bytes and gives where they began. */
  #take(count: number): number {
    const start = this.#at
    if (start + count > this.#bytes.length) throw new MsgpackError('The value is cut short.')
    this.#at += count
    return start
  }

  #text(length: number): string {
    const start = this.#take(length)
    return new TextDecoder('utf-8', { fatal: true }).decode(this.#bytes.subarray(start, start + length))
  }

  #array(length: number, depth: number): Json {
    const items: Json[] = []
    for (let index = 0; index < length; index++) items.push(this.read(depth + 1))
    return items
  }

  #map(length: number, depth: number): Json {
    const entries: [string, Json][] = []
    for (let index = 0; index < length; index++) {
      const key = this.read(depth + 1)
      if (typeof key !== 'string') throw new MsgpackError('A key is no text.')
      entries.push([key, this.read(depth + 1)])
    }
    return Object.fromEntries(entries)
  }

  #float(value: number): Json {
    // JSON has no such numbers; the caller falls back on the bytes.
    if (!Number.isFinite(value)) throw new MsgpackError('A number is not finite.')
    return jsonNumber(floatText(value))
  }

  read(depth = 0): Json {
    if (depth > MAX_DEPTH) throw new MsgpackError('The value is nested too deeply.')
    const view = this.#view
    const head = view.getUint8(this.#take(1))
    if (head <= 0x7f) return jsonNumber(String(head))
    if (head >= 0xe0) return jsonNumber(String(head - 0x100))
    if (head <= 0x8f) return this.#map(head & 0x0f, depth)
    if (head <= 0x9f) return this.#array(head & 0x0f, depth)
    if (head <= 0xbf) return this.#text(head & 0x1f)
    switch (head) {
      case 0xc0:
        return null
      case 0xc2:
        return false
      case 0xc3:
        return true
      case 0xca:
        return this.#float(view.getFloat32(this.#take(4)))
      case 0xcb:
        return this.#float(view.getFloat64(this.#take(8)))
      case 0xcc:
        return jsonNumber(String(view.getUint8(this.#take(1))))
      case 0xcd:
        return jsonNumber(String(view.getUint16(this.#take(2))))
      case 0xce:
        return jsonNumber(String(view.getUint32(this.#take(4))))
      case 0xcf:
        return jsonNumber(String(view.getBigUint64(this.#take(8))))
      case 0xd0:
        return jsonNumber(String(view.getInt8(this.#take(1))))
      case 0xd1:
        return jsonNumber(String(view.getInt16(this.#take(2))))
      case 0xd2:
        return jsonNumber(String(view.getInt32(this.#take(4))))
      case 0xd3:
        return jsonNumber(String(view.getBigInt64(this.#take(8))))
      case 0xd9:
        return this.#text(view.getUint8(this.#take(1)))
      case 0xda:
        return this.#text(view.getUint16(this.#take(2)))
      case 0xdb:
        return this.#text(view.getUint32(this.#take(4)))
      case 0xdc:
        return this.#array(view.getUint16(this.#take(2)), depth)
      case 0xdd:
        return this.#array(view.getUint32(this.#take(4)), depth)
      case 0xde:
        return this.#map(view.getUint16(this.#take(2)), depth)
      case 0xdf:
        return this.#map(view.getUint32(this.#take(4)), depth)
      default:
        throw new MsgpackError(`The value holds a type that JSON does not have (0x${head.toString(16)}).`)
    }
  }
}

/** Reads one msgpack value. @throws MsgpackError when it has no lossless form in JSON */
export function decodeMsgpack(bytes: Uint8Array): Json {
  const reader = new Reader(bytes)
  let value: Json
  try {
    value = reader.read()
  } catch (error) {
    if (error instanceof MsgpackError) throw error
    throw new MsgpackError(error instanceof Error ? error.message : String(error))
  }
  if (!reader.done) throw new MsgpackError('There is something after the value.')
  return value
}

class Writer {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #at = 0

  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#at)
  }

  #grow(count: number): number {
    const start = this.#at
    this.#at += count
    if (this.#at > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#at, this.#bytes.length * 2))
      larger.set(this.#bytes)
      this.#bytes = larger
      this.#view = new DataView(larger.buffer)
    }
    return start
  }

  #byte(value: number): void {
    const at = this.#grow(1)
    this.#view.setUint8(at, value)
  }

  /** A head byte for a length: the short form where it fits, else 16 or 32 bits. */
  #head(
    length: number,
    short: { readonly base: number; readonly limit: number },
    heads: readonly [number | undefined, number, number],
  ): void {
    const [eight, sixteen, thirtyTwo] = heads
    if (length < short.limit) this.#byte(short.base | length)
    else if (eight !== undefined && length <= 0xff) {
      this.#byte(eight)
      this.#byte(length)
    } else if (length <= 0xffff) {
      this.#byte(sixteen)
      const at = this.#grow(2)
      this.#view.setUint16(at, length)
    } else {
      this.#byte(thirtyTwo)
      const at = this.#grow(4)
      this.#view.setUint32(at, length)
    }
  }

  #integer(value: bigint): void {
    if (value >= -32n && value <= 127n) {
      this.#byte(Number(value) & 0xff)
      return
    }
    if (value < -(2n ** 63n) || value >= 2n ** 64n) throw new MsgpackError(`${value} does not fit into 64 bits.`)
    const unsigned = value >= 0n
    const at = (head: number, size: number) => {
      this.#byte(head)
      return this.#grow(size)
    }
    if (unsigned && value <= 0xffn) {
      const place = at(0xcc, 1)
      this.#view.setUint8(place, Number(value))
    } else if (unsigned && value <= 0xffffn) {
      const place = at(0xcd, 2)
      this.#view.setUint16(place, Number(value))
    } else if (unsigned && value <= 0xffffffffn) {
      const place = at(0xce, 4)
      this.#view.setUint32(place, Number(value))
    } else if (unsigned) {
      const place = at(0xcf, 8)
      this.#view.setBigUint64(place, value)
    } else if (value >= -0x80n) {
      const place = at(0xd0, 1)
      this.#view.setInt8(place, Number(value))
    } else if (value >= -0x8000n) {
      const place = at(0xd1, 2)
      this.#view.setInt16(place, Number(value))
    } else if (value >= -0x80000000n) {
      const place = at(0xd2, 4)
      this.#view.setInt32(place, Number(value))
    } else {
      const place = at(0xd3, 8)
      this.#view.setBigInt64(place, value)
    }
  }

  write(value: Json): void {
    if (value === null) this.#byte(0xc0)
    else if (typeof value === 'boolean') this.#byte(value ? 0xc3 : 0xc2)
    else if (typeof value === 'string') {
      const text = new TextEncoder().encode(value)
      this.#head(text.length, { base: 0xa0, limit: 32 }, [0xd9, 0xda, 0xdb])
      const at = this.#grow(text.length)
      this.#bytes.set(text, at)
    } else if (isJsonNumber(value)) {
      if (/^-?\d+$/.test(value.value) && value.value !== '-0') {
        this.#integer(BigInt(value.value))
        return
      }
      this.#byte(0xcb)
      const at = this.#grow(8)
      this.#view.setFloat64(at, Number(value.value))
    } else if (isJsonArray(value)) {
      this.#head(value.length, { base: 0x90, limit: 16 }, [undefined, 0xdc, 0xdd])
      for (const item of value) this.write(item)
    } else if (isJsonObject(value)) {
      const entries = Object.entries(value)
      this.#head(entries.length, { base: 0x80, limit: 16 }, [undefined, 0xde, 0xdf])
      for (const [key, item] of entries) {
        this.write(key)
        this.write(item)
      }
    }
  }
}

/** Writes one msgpack value: a number with a point or an exponent is a float64, any other an integer of 64 bits. @throws MsgpackError */
export function encodeMsgpack(value: Json): Uint8Array {
  const writer = new Writer()
  writer.write(value)
  return writer.bytes
}
