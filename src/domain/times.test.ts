import { describe, expect, test } from 'vitest'
import { formatBytes, formatClock, formatCount, formatDuration, formatExact, formatRelative } from './times'

const NOW = Date.UTC(2026, 10, 24, 14, 20, 7, 123)

describe('times', () => {
  test.each([
    [-5, '0.0s'],
    [449, '0.4s'],
    [9_999, '9.9s'],
    [10_000, '10s'],
    [59_999, '59s'],
    [68_000, '1m 08s'],
    [3_599_999, '59m 59s'],
    [3_720_000, '1h 02m'],
    [86_400_000 * 3 + 3_600_000 * 4, '3d 04h'],
  ])('%d ms last %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text))

  test.each([
    [0, 'just now'],
    [-1_500, 'just now'],
    [5_000, '5s ago'],
    [47 * 60_000, '47m ago'],
    [23 * 3_600_000, '23h ago'],
    [86_400_000 * 12, '12 Nov'],
    [86_400_000 * 400, '20 Oct 2025'],
    [-12 * 3_600_000, 'in 12h'],
  ])('%d ms before now is %s', (ago, text) => expect(formatRelative(NOW - ago, NOW, 'utc')).toBe(text))

  test('exact times say their zone', () => {
    expect(formatExact(NOW, 'utc')).toBe('24 Nov 2026, 14:20:07.123 UTC')
    expect(formatClock(NOW, 'utc')).toBe('14:20')
    expect(formatClock(NOW, 'utc', true)).toBe('14:20:07')
  })

  test.each([
    [812, '812 B'],
    [9_400_000, '9.4 MB'],
    [999_600, '1.0 MB'],
    [123_456, '123 kB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  test('counts', () => expect(formatCount(1284)).toBe('1,284'))
})
