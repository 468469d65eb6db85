import {
  create,
  type DescMessage,
  type DescMethodUnary,
  mergeFromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf'
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { EmptySchema } from '@bufbuild/protobuf/wkt'
import type { Transport } from '@connectrpc/connect'

/** Bytes that are decoded at a time: a few milliseconds' work. */
const PIECE_BYTES = 65_536
/** Milliseconds after which the page gets its turn. */
const TURN_MS = 12

/**
 * A unary call whose answer may hold megabytes, such as the closure of a workflow of 10,000 nodes. It is decoded a piece at a
 * time, and between pieces the page can answer to whoever uses it.
 *
 * @throws ApiError as the transport does
 */
export async function unaryInSlices<I extends DescMessage, O extends DescMessage>(
  transport: Transport,
  method: DescMethodUnary<I, O>,
  input: MessageInitShape<I>,
  signal: AbortSignal,
): Promise<MessageShape<O>> {
  // A message without fields keeps what it does not know: the answer stays bytes.
  const undecoded: DescMethodUnary<I, typeof EmptySchema> = { ...method, output: EmptySchema }
  const { message } = await transport.unary(undecoded, signal, undefined, undefined, input)
  return fromBinaryInSlices(method.output, toBinary(EmptySchema, message))
}

/** The message that the bytes hold, decoded a piece at a time. */
export async function fromBinaryInSlices<Desc extends DescMessage>(
  schema: Desc,
  bytes: Uint8Array,
): Promise<MessageShape<Desc>> {
  const message = create(schema)
  let turn = performance.now()
  for (const piece of wirePieces(schema, bytes, PIECE_BYTES)) {
    mergeFromBinary(schema, message, piece)
    if (performance.now() - turn < TURN_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    turn = performance.now()
  }
  return message
}

/**
 * Cuts an encoded message into pieces that merge into the same message: protobuf joins what it is given of one message in
 * several parts, also of messages inside of it. Elements of lists are never cut.
 *
 * @param size bytes that a piece should have at most; a single field may be larger
 */
export function* wirePieces(schema: DescMessage, bytes: Uint8Array, size: number): Generator<Uint8Array> {
  const reader = new BinaryReader(bytes)
  let from = 0
  while (reader.pos < reader.len) {
    const start = reader.pos
    const [number, type] = reader.tag()
    const inner = type === WireType.LengthDelimited ? innerMessage(schema, number) : undefined
    reader.skip(type, number)
    const content = inner === undefined ? undefined : contentOf(bytes.subarray(start, reader.pos))
    if (inner !== undefined && content !== undefined && content.length > size) {
      if (start > from) yield bytes.subarray(from, start)
      for (const piece of wirePieces(inner, content, size))
        yield new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(piece).finish()
      from = reader.pos
    } else if (reader.pos - from >= size) {
      yield bytes.subarray(from, reader.pos)
      from = reader.pos
    }
  }
  if (reader.pos > from) yield bytes.subarray(from, reader.pos)
}

/** The type of a field that holds one message. */
function innerMessage(schema: DescMessage, number: number): DescMessage | undefined {
  const field = schema.fields.find((one) => one.number === number)
  return field?.fieldKind === 'message' && !field.delimitedEncoding ? field.message : undefined
}

function contentOf(field: Uint8Array): Uint8Array {
  const reader = new BinaryReader(field)
  reader.tag()
  return reader.bytes()
}
