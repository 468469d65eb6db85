import { type Data, Extension, isList, isMap } from './data'

/*
 * flytekit's structs are msgpack, in which 1 and 1.0 differ, integers have 64 bits and keys may be numbers. Libraries for
 * JavaScript read both as `number` and keys as text, so Contrail has its own reader and writer.
 */

/** Bytes that are no msgpack, or a value that msgpack has no room for. */
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

  #raw(length: number): Uint8Array {
    const start = this.#take(length)
    return this.#bytes.slice(start, start + length)
  }

  #text(length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#raw(length))
    } catch (error) {
      if (error instanceof MsgpackError) throw error
      throw new MsgpackError('A text is no UTF-8.')
    }
  }

  #length(size: 1 | 2 | 4): number {
    const at = this.#take(size)
    if (size === 1) return this.#view.getUint8(at)
    return size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at)
  }

  #list(length: number, depth: number): Data {
    const items: Data[] = []
    for (let index = 0; index < length; index++) items.push(this.read(depth + 1))
    return items
  }

  #map(length: number, depth: number): Data {
    const entries = new Map<Data, Data>()
    for (let index = 0; index < length; index++) {
      const key = this.read(depth + 1)
      if (entries.has(key)) throw new MsgpackError('A key is there twice.')
      entries.set(key, this.read(depth + 1))
    }
    return entries
  }

  #extension(length: number): Data {
    const code = this.#view.getInt8(this.#take(1))
    return new Extension(code, this.#raw(length))
  }

  read(depth = 0): Data {
    if (depth > MAX_DEPTH) throw new MsgpackError('The value is nested too deeply.')
    const view = this.#view
    const head = view.getUint8(this.#take(1))
    if (head <= 0x7f) return BigInt(head)
    if (head >= 0xe0) return BigInt(head - 0x100)
    if (head <= 0x8f) return this.#map(head & 0x0f, depth)
    if (head <= 0x9f) return this.#list(head & 0x0f, depth)
    if (head <= 0xbf) return this.#text(head & 0x1f)
    switch (head) {
      case 0xc0:
        return null
      case 0xc2:
        return false
      case 0xc3:
        return true
      case 0xc4:
        return this.#raw(this.#length(1))
      case 0xc5:
        return this.#raw(this.#length(2))
      case 0xc6:
        return this.#raw(this.#length(4))
      case 0xc7:
        return this.#extension(this.#length(1))
      case 0xc8:
        return this.#extension(this.#length(2))
      case 0xc9:
        return this.#extension(this.#length(4))
      case 0xca:
        return view.getFloat32(this.#take(4))
      case 0xcb:
        return view.getFloat64(this.#take(8))
      case 0xcc:
      case 0xcd:
        return BigInt(this.#length(head === 0xcc ? 1 : 2))
      case 0xce:
        return BigInt(this.#length(4))
      case 0xcf:
        return view.getBigUint64(this.#take(8))
      case 0xd0:
        return BigInt(view.getInt8(this.#take(1)))
      case 0xd1:
        return BigInt(view.getInt16(this.#take(2)))
      case 0xd2:
        return BigInt(view.getInt32(this.#take(4)))
      case 0xd3:
        return view.getBigInt64(this.#take(8))
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (head - 0xd4))
      case 0xd9:
        return this.#text(this.#length(1))
      case 0xda:
        return this.#text(this.#length(2))
      case 0xdb:
        return this.#text(this.#length(4))
      case 0xdc:
        return this.#list(this.#length(2), depth)
      case 0xdd:
        return this.#list(this.#length(4), depth)
      case 0xde:
        return this.#map(this.#length(2), depth)
      case 0xdf:
        return this.#map(this.#length(4), depth)
      default:
        throw new MsgpackError('The bytes are no msgpack.')
    }
  }
}

/** Reads one msgpack value. @throws MsgpackError */
export function decodeMsgpack(bytes: Uint8Array): Data {
  const reader = new Reader(bytes)
  const value = reader.read()
  if (!reader.done) throw new MsgpackError('There is something after the value.')
  return value
}

/** First byte of a kind: a short form for up to `limit`, then by the size of the length that follows. */
interface Heads {
  readonly short?: { readonly base: number; readonly limit: number }
  readonly byte?: number
  readonly word: number
  readonly long: number
}

const TEXT: Heads = { short: { base: 0xa0, limit: 32 }, byte: 0xd9, word: 0xda, long: 0xdb }
const LIST: Heads = { short: { base: 0x90, limit: 16 }, word: 0xdc, long: 0xdd }
const MAP: Heads = { short: { base: 0x80, limit: 16 }, word: 0xde, long: 0xdf }
const BYTES: Heads = { byte: 0xc4, word: 0xc5, long: 0xc6 }
const EXTENSION: Heads = { byte: 0xc7, word: 0xc8, long: 0xc9 }
const FIXED_EXTENSIONS: Readonly<Record<number, number | undefined>> = { 1: 0xd4, 2: 0xd5, 4: 0xd6, 8: 0xd7, 16: 0xd8 }

class Writer {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #at = 0

  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#at)
  }

  /** Makes room for `count` bytes and gives where they begin. */
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

  #unsigned(value: number, size: 1 | 2 | 4): void {
    const at = this.#grow(size)
    if (size === 1) this.#view.setUint8(at, value)
    else if (size === 2) this.#view.setUint16(at, value)
    else this.#view.setUint32(at, value)
  }

  #raw(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length)
    this.#bytes.set(bytes, at)
  }

  #head(length: number, { short, byte, word, long }: Heads): void {
    if (short && length < short.limit) this.#unsigned(short.base | length, 1)
    else if (byte !== undefined && length <= 0xff) {
      this.#unsigned(byte, 1)
      this.#unsigned(length, 1)
    } else if (length <= 0xffff) {
      this.#unsigned(word, 1)
      this.#unsigned(length, 2)
    } else {
      this.#unsigned(long, 1)
      this.#unsigned(length, 4)
    }
  }

  /** As msgpack for Python: the shortest form, unsigned where it can be. */
  #integer(value: bigint): void {
    if (value < -(2n ** 63n) || value >= 2n ** 64n) throw new MsgpackError(`${value} does not fit into 64 bits.`)
    const small = Number(value)
    if (value >= -32n && value <= 0x7fn) this.#unsigned(small & 0xff, 1)
    else if (value >= 0n && value <= 0xffffffffn) {
      const size = small <= 0xff ? 1 : small <= 0xffff ? 2 : 4
      this.#unsigned({ 1: 0xcc, 2: 0xcd, 4: 0xce }[size], 1)
      this.#unsigned(small, size)
    } else if (value < 0n && value >= -0x80000000n) {
      const size = small >= -0x80 ? 1 : small >= -0x8000 ? 2 : 4
      this.#unsigned({ 1: 0xd0, 2: 0xd1, 4: 0xd2 }[size], 1)
      this.#unsigned({ 1: small & 0xff, 2: small & 0xffff, 4: small >>> 0 }[size], size)
    } else {
      this.#unsigned(value >= 0n ? 0xcf : 0xd3, 1)
      const at = this.#grow(8)
      this.#view.setBigUint64(at, BigInt.asUintN(64, value))
    }
  }

  #extension({ code, bytes }: Extension): void {
    const fixed = FIXED_EXTENSIONS[bytes.length]
    if (fixed === undefined) this.#head(bytes.length, EXTENSION)
    else this.#unsigned(fixed, 1)
    this.#unsigned(code & 0xff, 1)
    this.#raw(bytes)
  }

  write(value: Data): void {
    if (value === null) this.#unsigned(0xc0, 1)
    else if (typeof value === 'boolean') this.#unsigned(value ? 0xc3 : 0xc2, 1)
    else if (typeof value === 'bigint') this.#integer(value)
    else if (typeof value === 'number') {
      this.#unsigned(0xcb, 1)
      const at = this.#grow(8)
      this.#view.setFloat64(at, value)
    } else if (typeof value === 'string') {
      const bytes = new TextEncoder().encode(value)
      this.#head(bytes.length, TEXT)
      this.#raw(bytes)
    } else if (value instanceof Uint8Array) {
      this.#head(value.length, BYTES)
      this.#raw(value)
    } else if (value instanceof Extension) this.#extension(value)
    else if (isList(value)) {
      this.#head(value.length, LIST)
      for (const item of value) this.write(item)
    } else if (isMap(value)) {
      this.#head(value.size, MAP)
      for (const [key, item] of value) {
        this.write(key)
        this.write(item)
      }
    }
  }
}

/** Writes one msgpack value as Python does: a float with 64 bits, an integer in its shortest form. @throws MsgpackError */
export function encodeMsgpack(value: Data): Uint8Array {
  const writer = new Writer()
  writer.write(value)
  return writer.bytes
}
