import { type Duration, DurationSchema, type Timestamp } from '@bufbuild/protobuf/wkt'
import { protoText } from '../proto-text'
import { invalidArgument } from '../rpc-error'
import { nanosOfDuration, timestampAt } from './event-times'

/** Longest life of a signed URL, and the one that it gets when none is asked for: an hour in nanoseconds. */
export const LONGEST_LIFE = 3_600_000_000_000n

/**
 * When a signed URL ends that is to live for `expiresIn` from `now` (nanoseconds since the epoch).
 *
 * @throws InvalidArgument for more than an hour or less than nothing (admin.md §13); `prefix` goes before the reason
 */
export function expiryOf(
  expiresIn: Duration | undefined,
  now: bigint,
  prefix = '',
): { readonly at: Timestamp; readonly millis: number } {
  const life = expiresIn === undefined ? LONGEST_LIFE : nanosOfDuration(expiresIn)
  if (expiresIn !== undefined) {
    const text = protoText(DurationSchema, expiresIn)
    if (life < 0n) throw invalidArgument(`${prefix}expiresIn [${text}] should not less than 0`)
    if (life > LONGEST_LIFE) {
      throw invalidArgument(`${prefix}expiresIn [${text}] cannot exceed max allowed expiration [1h0m0s]`)
    }
  }
  return { at: timestampAt(now + life), millis: Number((now + life) / 1_000_000n) }
}
