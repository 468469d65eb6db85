import { Code, ConnectError } from '@connectrpc/connect'
import type { Caller, ControlPlane } from '../control-plane'

/**
 * How many bytes of trailers a status may take. flyteadmin cuts messages at 32,000 bytes, but clients built on gRPC's C core, such as
 * flytekit, may refuse trailers over 8 kB: they would show that in place of the message.
 */
const MAX_STATUS_BYTES = 7_800

/** Nobody signs in to the sandbox. */
const anonymous: Caller = { subject: '' }

/** One RPC as services write it. */
type ServiceFunction<I, O> = (cp: ControlPlane, request: I, caller: Caller) => O | Promise<O>

/**
 * Makes the handler of an RPC: whatever the function throws becomes a status. What is no status already is Internal with its text, as with
 * flyteadmin; a full disk is told apart, since it is the user who can help it.
 */
export function guarded<I, O>(cp: ControlPlane, call: ServiceFunction<I, O>): (request: I) => Promise<O> {
  return async (request) => {
    try {
      return await call(cp, request, anonymous)
    } catch (error) {
      throw statusOf(error)
    }
  }
}

function statusOf(error: unknown): ConnectError {
  if (error instanceof ConnectError) return shortened(error)
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new ConnectError(`the disk of the sandbox is full: ${message}`, Code.ResourceExhausted)
  }
  return shortened(new ConnectError(message, Code.Internal))
}

/** The same status with as much of its message as clients take, saying how much was left out. */
function shortened(error: ConnectError): ConnectError {
  const bytes = Buffer.from(error.rawMessage)
  const hasDetails = error.details.length > 0
  if (statusBytes(error.rawMessage, hasDetails) <= MAX_STATUS_BYTES) return error
  let kept = Math.min(bytes.length, MAX_STATUS_BYTES)
  let text: string
  do {
    kept = Math.floor(kept * 0.95)
    // A character that the cut goes through decodes to the replacement character.
    const start = bytes
      .subarray(0, kept)
      .toString()
      .replace(/\uFFFD$/, '')
    text = `${start}… (${bytes.length - kept} bytes more)`
  } while (statusBytes(text, hasDetails) > MAX_STATUS_BYTES)
  const short = new ConnectError(text, error.code)
  short.details = error.details
  return short
}

/** What a message takes in trailers: percent-encoded, and once more in base64 when there are details. */
function statusBytes(message: string, hasDetails: boolean): number {
  const bytes = Buffer.from(message)
  const encoded = bytes.reduce((sum, byte) => sum + (byte < 0x20 || byte > 0x7e || byte === 0x25 ? 3 : 1), 0)
  return encoded + (hasDetails ? Math.ceil(bytes.length * 1.34) + 600 : 0)
}
