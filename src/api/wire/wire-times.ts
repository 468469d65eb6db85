import { type Duration, type Timestamp } from '@bufbuild/protobuf/wkt'

/** Epoch milliseconds with their fraction; undefined for a time that is not set. */
export function epochMs(time: Timestamp | undefined): number | undefined {
  return time === undefined ? undefined : Number(time.seconds) * 1000 + time.nanos / 1e6
}

/** Milliseconds with their fraction; undefined for a duration that is not set. */
export function lengthMs(length: Duration | undefined): number | undefined {
  return length === undefined ? undefined : Number(length.seconds) * 1000 + length.nanos / 1e6
}

/** A time as flyteadmin's filter grammar takes it: ISO 8601, no finer than milliseconds, never later than what is given. */
export function filterTime(epoch: number): string {
  return new Date(Math.floor(epoch)).toISOString()
}
