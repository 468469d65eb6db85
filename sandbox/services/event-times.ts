import { create } from '@bufbuild/protobuf'
import { type Duration, DurationSchema, type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt'

const BILLION = 1_000_000_000n
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what protobuf allows, in seconds. */
const FIRST_SECOND = -62_135_596_800n
const LAST_SECOND = 253_402_300_799n
/** Columns hold nanoseconds as signed 64-bit integers: the years 1677 to 2262. */
const COLUMN_LIMIT = 2n ** 63n - 1n

/** Nanoseconds since the Unix epoch; undefined when the timestamp is absent or not a time that protobuf allows. */
export function nanosOf(timestamp: Timestamp | undefined): bigint | undefined {
  if (timestamp === undefined) return undefined
  const { seconds, nanos } = timestamp
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) return undefined
  return seconds * BILLION + BigInt(nanos)
}

/** The timestamp at `nanos` nanoseconds since the Unix epoch. */
export function timestampAt(nanos: bigint): Timestamp {
  const fraction = ((nanos % BILLION) + BILLION) % BILLION
  return create(TimestampSchema, { seconds: (nanos - fraction) / BILLION, nanos: Number(fraction) })
}

/** A duration of `nanos` nanoseconds; seconds and nanos have the same sign, as protobuf wants it. */
export function durationOf(nanos: bigint): Duration {
  return create(DurationSchema, { seconds: nanos / BILLION, nanos: Number(nanos % BILLION) })
}

/** Nanoseconds of a duration. */
export function nanosOfDuration(duration: Duration): bigint {
  return duration.seconds * BILLION + BigInt(duration.nanos)
}

/** What a time or duration column takes for `nanos`: times that it cannot hold become the nearest that it can. */
export function columnNanos(nanos: bigint): bigint {
  if (nanos > COLUMN_LIMIT) return COLUMN_LIMIT
  return nanos < -COLUMN_LIMIT ? -COLUMN_LIMIT : nanos
}

/** When the sender reported an event: `reportedAt`, or `occurredAt` when that is absent or zero (admin.md §9). */
export function reportTime(event: {
  readonly reportedAt?: Timestamp | undefined
  readonly occurredAt?: Timestamp | undefined
}): Timestamp | undefined {
  const { reportedAt, occurredAt } = event
  return reportedAt === undefined || (reportedAt.seconds === 0n && reportedAt.nanos === 0) ? occurredAt : reportedAt
}
