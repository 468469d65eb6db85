import { create } from '@bufbuild/protobuf'
import { TimestampSchema } from '@bufbuild/protobuf/wkt'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnNanos, durationOf, nanosOf, nanosOfDuration, reportTime, timestampAt } from './event-times'

const nanos = fc.bigInt({ min: -62_135_596_800_000_000_000n, max: 253_402_300_799_999_999_999n })
const at = (seconds: bigint, fraction = 0) => create(TimestampSchema, { seconds, nanos: fraction })

describe('event times', () => {
  it('round-trip to the nanosecond', () => {
    fc.assert(
      fc.property(nanos, (value) => {
        const timestamp = timestampAt(value)
        expect(timestamp.nanos).toBeGreaterThanOrEqual(0)
        expect(nanosOf(timestamp)).toBe(value)
        expect(nanosOfDuration(durationOf(value))).toBe(value)
      }),
    )
  })

  it.each([
    ['negative nanos', at(0n, -1)],
    ['nanos of a second', at(0n, 1_000_000_000)],
    ['the year 10000', at(253_402_300_800n)],
    ['before the year 1', at(-62_135_596_801n)],
  ])('%s is no time', (_what, timestamp) => {
    expect(nanosOf(timestamp)).toBeUndefined()
  })

  it('fit their column', () => {
    fc.assert(fc.property(nanos, (value) => columnNanos(value) === BigInt.asIntN(64, columnNanos(value))))
    expect(columnNanos(5n)).toBe(5n)
  })

  it('prefers the time of the report', () => {
    expect(reportTime({ occurredAt: at(5n) })).toEqual(at(5n))
    expect(reportTime({ reportedAt: at(0n), occurredAt: at(5n) })).toEqual(at(5n))
    expect(reportTime({ reportedAt: at(7n), occurredAt: at(5n) })).toEqual(at(7n))
    expect(reportTime({})).toBeUndefined()
  })
})
