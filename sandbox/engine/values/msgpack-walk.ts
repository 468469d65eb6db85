/** The bytes are not one whole MessagePack value. */
export class MsgpackError extends Error {
  override readonly name = 'MsgpackError'
}

/** What one value is, and where its parts are, without decoding them: a part can be cut out unchanged to the last bit. */
type Shape =
  | { readonly kind: 'map'; readonly length: number; readonly begin: number }
  | { readonly kind: 'list'; readonly length: number; readonly begin: number }
  | { readonly kind: 'string' | 'bytes'; readonly begin: number; readonly end: number }
  | { readonly kind: 'integer'; readonly value: bigint; readonly end: number }
  | { readonly kind: 'float'; readonly value: number; readonly end: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly end: number }
  | { readonly kind: 'nil' | 'extension'; readonly end: number }

/** A scalar found in MessagePack bytes. `undefined` stands for nil. */
export type MsgpackScalar = bigint | number | string | boolean | undefined

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Unsigned number of `size` bytes. */
function unsigned(view: DataView, at: number, size: number): number {
  return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at)
}

function shapeAt(view: DataView, at: number): Shape {
  const first = view.getUint8(at)
  const sized = (size: number) => ({ length: unsigned(view, at + 1, size), begin: at + 1 + size })
  const text = (kind: 'string' | 'bytes', { length, begin }: { length: number; begin: number }): Shape => ({
    kind,
    begin,
    end: begin + length,
  })
  const integer = (value: bigint | number, size: number): Shape => ({
    kind: 'integer',
    value: BigInt(value),
    end: at + 1 + size,
  })
  if (first <= 0x7f) return integer(first, 0)
  if (first <= 0x8f) return { kind: 'map', length: first & 0x0f, begin: at + 1 }
  if (first <= 0x9f) return { kind: 'list', length: first & 0x0f, begin: at + 1 }
  if (first <= 0xbf) return text('string', { length: first & 0x1f, begin: at + 1 })
  if (first >= 0xe0) return integer(first - 0x100, 0)
  switch (first) {
    case 0xc0:
      return { kind: 'nil', end: at + 1 }
    case 0xc2:
    case 0xc3:
      return { kind: 'boolean', value: first === 0xc3, end: at + 1 }
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return text('bytes', sized(1 << (first - 0xc4)))
    case 0xc7:
    case 0xc8:
    case 0xc9: {
      const { length, begin } = sized(1 << (first - 0xc7))
      return { kind: 'extension', end: begin + 1 + length }
    }
    case 0xca:
      return { kind: 'float', value: view.getFloat32(at + 1), end: at + 5 }
    case 0xcb:
      return { kind: 'float', value: view.getFloat64(at + 1), end: at + 9 }
    case 0xcc:
    case 0xcd:
    case 0xce:
      return integer(unsigned(view, at + 1, 1 << (first - 0xcc)), 1 << (first - 0xcc))
    case 0xcf:
      return integer(view.getBigUint64(at + 1), 8)
    case 0xd0:
      return integer(view.getInt8(at + 1), 1)
    case 0xd1:
      return integer(view.getInt16(at + 1), 2)
    case 0xd2:
      return integer(view.getInt32(at + 1), 4)
    case 0xd3:
      return integer(view.getBigInt64(at + 1), 8)
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return { kind: 'extension', end: at + 2 + (1 << (first - 0xd4)) }
    case 0xd9:
    case 0xda:
    case 0xdb:
      return text('string', sized(1 << (first - 0xd9)))
    case 0xdc:
    case 0xdd:
      return { kind: 'list', ...sized(2 << (first - 0xdc)) }
    case 0xde:
    case 0xdf:
      return { kind: 'map', ...sized(2 << (first - 0xde)) }
    default:
      throw new MsgpackError(`0x${first.toString(16)} begins no MessagePack value`)
  }
}

/** Where the value that begins at `at` ends. Does not recurse: a hostile value may nest deeply. */
function endOf(view: DataView, at: number): number {
  let position = at
  for (let open = 1; open > 0; open--) {
    const shape = shapeAt(view, position)
    if (shape.kind === 'map' || shape.kind === 'list') {
      open += shape.kind === 'map' ? shape.length * 2 : shape.length
      position = shape.begin
    } else {
      position = shape.end
    }
  }
  if (position > view.byteLength) throw new MsgpackError('the value is cut short')
  return position
}

function guarded<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new MsgpackError('the value is cut short', { cause: error })
    throw error
  }
}

/**
 * The bytes of a member of a map (`key` is text) or an item of a list (`key` is a number), as they are; undefined when there is none or the
 * value is of another kind.
 *
 * @throws MsgpackError when the bytes are not MessagePack
 */
export function msgpackMember(bytes: Uint8Array, key: string | number): Uint8Array | undefined {
  return guarded(() => {
    const view = viewOf(bytes)
    const shape = shapeAt(view, 0)
    if (shape.kind !== 'map' && shape.kind !== 'list') return undefined
    let position = shape.begin
    for (let index = 0; index < shape.length; index++) {
      let found = index === key
      if (shape.kind === 'map') {
        const name = shapeAt(view, position)
        found = name.kind === 'string' && Buffer.from(bytes.subarray(name.begin, name.end)).toString() === key
        position = endOf(view, position)
      }
      const end = endOf(view, position)
      if (found) return bytes.subarray(position, end)
      position = end
    }
    return undefined
  })
}

/**
 * The scalar that the bytes hold: an integer as bigint, a float as number.
 *
 * @returns `found: false` for a map, a list, bytes or an extension
 * @throws MsgpackError when the bytes are not MessagePack
 */
export function msgpackScalar(
  bytes: Uint8Array,
): { readonly found: true; readonly value: MsgpackScalar } | { readonly found: false } {
  return guarded(() => {
    const shape = shapeAt(viewOf(bytes), 0)
    switch (shape.kind) {
      case 'integer':
      case 'float':
      case 'boolean':
        return { found: true, value: shape.value }
      case 'string':
        return { found: true, value: Buffer.from(bytes.subarray(shape.begin, shape.end)).toString() }
      case 'nil':
        return { found: true, value: undefined }
      case 'map':
      case 'list':
      case 'bytes':
      case 'extension':
        return { found: false }
    }
  })
}
