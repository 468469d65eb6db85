import { Code, ConnectError } from '@connectrpc/connect'
import type { Caller, ControlPlane } from '../control-plane'

/** Longest status message, in bytes; longer ones are cut and lose their details (admin.md §1). */
const MAX_MESSAGE_BYTES = 32_000

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

function shortened(error: ConnectError): ConnectError {
  const bytes = Buffer.from(error.rawMessage)
  if (bytes.length <= MAX_MESSAGE_BYTES) return error
  // A character that the cut goes through decodes to the replacement character.
  const text = bytes
    .subarray(0, MAX_MESSAGE_BYTES)
    .toString()
    .replace(/\uFFFD$/, '')
  return new ConnectError(text, error.code)
}
