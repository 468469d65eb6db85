/** The head of a NumPy file (`.npy`), and its first values. */
export interface NpyHead {
  /** NumPy's name of the type: `float64`, `<U12`. */
  readonly dtype: string
  readonly shape: readonly number[]
  readonly fortran: boolean
  /** Text of the first values, in the order of the file; empty for types that are not read here. */
  readonly values: readonly string[]
}

type ReadValue = (view: DataView, at: number, little: boolean) => string

interface NumberType {
  readonly name: string
  readonly size: number
  readonly read: ReadValue
}

const TYPES: Readonly<Record<string, NumberType | undefined>> = {
  b1: { name: 'bool', size: 1, read: (view, at) => (view.getUint8(at) === 0 ? 'False' : 'True') },
  i1: { name: 'int8', size: 1, read: (view, at) => String(view.getInt8(at)) },
  i2: { name: 'int16', size: 2, read: (view, at, little) => String(view.getInt16(at, little)) },
  i4: { name: 'int32', size: 4, read: (view, at, little) => String(view.getInt32(at, little)) },
  i8: { name: 'int64', size: 8, read: (view, at, little) => String(view.getBigInt64(at, little)) },
  u1: { name: 'uint8', size: 1, read: (view, at) => String(view.getUint8(at)) },
  u2: { name: 'uint16', size: 2, read: (view, at, little) => String(view.getUint16(at, little)) },
  u4: { name: 'uint32', size: 4, read: (view, at, little) => String(view.getUint32(at, little)) },
  u8: { name: 'uint64', size: 8, read: (view, at, little) => String(view.getBigUint64(at, little)) },
  f4: { name: 'float32', size: 4, read: (view, at, little) => shortFloat(view.getFloat32(at, little)) },
  f8: { name: 'float64', size: 8, read: (view, at, little) => String(view.getFloat64(at, little)) },
}

/** A float32 in as many digits as it has. */
function shortFloat(value: number): string {
  for (let digits = 6; digits < 10; digits++) {
    const text = Number(value.toPrecision(digits))
    if (Math.fround(text) === value) return String(text)
  }
  return String(value)
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

/**
 * Reads the head of a `.npy` file (NumPy's format 1 to 3). Undefined when the bytes are none.
 *
 * @param most values to read at most
 */
export function readNpyHead(bytes: Uint8Array, most: number): NpyHead | undefined {
  if (bytes.length < 12 || !MAGIC.every((byte, index) => bytes[index] === byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wide = view.getUint8(6) >= 2
  const start = wide ? 12 : 10
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true))
  const head = new TextDecoder().decode(bytes.subarray(start, Math.min(end, bytes.length)))
  const descr = /'descr':\s*'([^']*)'/.exec(head)?.[1]
  const shape = /'shape':\s*\(([^)]*)\)/.exec(head)?.[1]
  if (shape === undefined) return undefined
  const dimensions = shape.split(',').flatMap((part) => (part.trim() === '' ? [] : [Number(part)]))
  const type = TYPES[descr?.slice(1) ?? '']
  const count = dimensions.reduce((product, one) => product * one, 1)
  const values: string[] = []
  for (let at = end; type && values.length < Math.min(most, count) && at + type.size <= bytes.length; at += type.size)
    values.push(type.read(view, at, descr?.startsWith('>') !== true))
  return {
    dtype: type?.name ?? descr ?? 'structured',
    shape: dimensions,
    fortran: /'fortran_order':\s*True/.test(head),
    values,
  }
}
