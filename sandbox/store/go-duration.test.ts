import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilterDuration, parseGoDuration } from './go-duration'

const second = 1_000_000_000n

describe('parseGoDuration', () => {
  it.each([
    ['0', 0n],
    ['1h3m', 3780n * second],
    ['-1.5s', (-3n * second) / 2n],
    ['+2us', 2000n],
    ['1µs', 1000n],
    ['.5ms', 500_000n],
    ['5.s', 5n * second],
    ['2562047h47m16.854775807s', 2n ** 63n - 1n],
    ['-2562047h47m16.854775808s', -(2n ** 63n)],
  ])('%s', (text, nanos) => {
    expect(parseGoDuration(text)).toBe(nanos)
  })

  it.each([
    '',
    '-',
    's',
    '.s',
    '3',
    '3x',
    '1h 3m',
    '1.2.3s',
    'constructor',
    '2562047h47m16.854775808s',
    '99999999999h',
  ])('refuses %j', (text) => {
    expect(parseGoDuration(text)).toBeUndefined()
  })

  it('reads every number of nanoseconds back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (nanos) => {
        expect(parseGoDuration(`${nanos}ns`)).toBe(nanos)
      }),
    )
  })
})

describe('parseFilterDuration', () => {
  it.each([
    ['3', { nanos: 3n * second }],
    ['1.5', { nanos: 1_500_000_000n }],
    ['-2', { nanos: -2n * second }],
    ['1e3', { nanos: 1000n * second }],
    ['1h3m', { nanos: 3780n * second }],
    ['abc', { text: 'abc' }],
    ['1e-5', { text: '1e-05s' }],
    ['', { text: '' }],
  ])('%j', (value, expected) => {
    expect(parseFilterDuration(value)).toEqual(expected)
  })
})
