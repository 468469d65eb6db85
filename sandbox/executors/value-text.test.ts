import { create } from '@bufbuild/protobuf'
import { DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationText, goFloat, plainFloat, timestampText } from './value-text'

const NANOS = 1_000_000_000n

describe('floats', () => {
  // What Go's fmt and strconv print.
  it.each([
    [1e6, '1e+06', '1000000'],
    [2, '2', '2'],
    [1e20, '1e+20', '100000000000000000000'],
    [123456789, '1.23456789e+08', '123456789'],
    [0.0001, '0.0001', '0.0001'],
    [1e-5, '1e-05', '0.00001'],
    [1.5, '1.5', '1.5'],
    [-0.25, '-0.25', '-0.25'],
    [100000, '100000', '100000'],
    [1234567.5, '1.2345675e+06', '1234567.5'],
    [-0, '-0', '-0'],
    [0, '0', '0'],
    [NaN, 'NaN', 'NaN'],
    [-Infinity, '-Inf', '-Inf'],
    [Infinity, '+Inf', '+Inf'],
  ])('%d', (value, general, plain) => {
    expect([goFloat(value), plainFloat(value)]).toEqual([general, plain])
  })

  it('read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(goFloat(value))).toBe(value)
        expect(Number(plainFloat(value))).toBe(value)
        expect(plainFloat(value)).not.toContain('e')
      }),
    )
  })
})

describe('durationText', () => {
  it.each([
    [0n, '0s'],
    [1n, '1ns'],
    [1500n, '1.5µs'],
    [1_500_000n, '1.5ms'],
    [1_500_000_000n, '1.5s'],
    [90n * NANOS, '1m30s'],
    [3661n * NANOS + 5n, '1h1m1.000000005s'],
    [-90n * NANOS, '-1m30s'],
    [9223372036854775807n, '2562047h47m16.854775807s'],
  ])('%d ns is %s', (nanos, text) => {
    expect(durationText(create(DurationSchema, { seconds: nanos / NANOS, nanos: Number(nanos % NANOS) }))).toBe(text)
  })
})

describe('timestampText', () => {
  it.each([
    [0n, 0, '1970-01-01T00:00:00Z'],
    [1700000000n, 120_000_000, '2023-11-14T22:13:20.12Z'],
    [-62135596800n, 1, '0001-01-01T00:00:00.000000001Z'],
    [253402300799n, 999_999_999, '9999-12-31T23:59:59.999999999Z'],
  ])('%d s and %d ns is %s', (seconds, nanos, text) => {
    expect(timestampText(create(TimestampSchema, { seconds, nanos }))).toBe(text)
  })
})
