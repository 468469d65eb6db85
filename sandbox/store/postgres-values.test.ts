import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDatabase } from './database'
import { globOfLike, postgresInteger, postgresTime } from './postgres-values'

const nanos = (iso: string) => BigInt(Date.parse(iso)) * 1_000_000n
const now = nanos('2026-03-04T05:06:07Z')

describe('postgresTime', () => {
  it.each([
    ['2020-01-02T03:04:05Z', nanos('2020-01-02T03:04:05Z')],
    ['2020-01-02T03:04:05.123456789Z', nanos('2020-01-02T03:04:05Z') + 123_456_789n],
    ['2020-01-02 03:04:05+02:00', nanos('2020-01-02T01:04:05Z')],
    ['2020-01-02 03:04:05-05', nanos('2020-01-02T08:04:05Z')],
    ['2020-01-02T03:04', nanos('2020-01-02T03:04:00Z')],
    ['2020-01-02', nanos('2020-01-02T00:00:00Z')],
    ['20200102T030405Z', nanos('2020-01-02T03:04:05Z')],
    ['2020-02-29 24:00:00', nanos('2020-03-01T00:00:00Z')],
    ['yesterday', nanos('2026-03-03T00:00:00Z')],
    ['today', nanos('2026-03-04T00:00:00Z')],
    ['now', now],
    ['epoch', 0n],
    ['infinity', 2n ** 63n - 1n],
  ])('%s', (text, expected) => {
    expect(postgresTime(text, now)).toBe(expected)
  })

  it.each([
    ['x', 'invalid input syntax for type timestamp with time zone: "x"'],
    ['', 'invalid input syntax for type timestamp with time zone: ""'],
    ['2020-13-01', 'date/time field value out of range: "2020-13-01"'],
    ['2021-02-29', 'date/time field value out of range: "2021-02-29"'],
    ['2020-01-01T25:00:00Z', 'date/time field value out of range: "2020-01-01T25:00:00Z"'],
  ])('refuses %j', (text, message) => {
    expect(() => postgresTime(text, now)).toThrow(`failed database operation with ${message}`)
  })

  it('reads what Date writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1700-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          expect(postgresTime(date.toISOString(), now)).toBe(BigInt(date.getTime()) * 1_000_000n)
        },
      ),
    )
  })
})

describe('postgresInteger', () => {
  it.each([
    ['12', 'bigint', 12n],
    [' -3 ', 'integer', -3n],
    ['+4', 'bigint', 4n],
    ['9223372036854775807', 'bigint', 2n ** 63n - 1n],
  ] as const)('%j', (text, type, expected) => {
    expect(postgresInteger(text, type)).toBe(expected)
  })

  it.each([
    ['x', 'bigint', 'invalid input syntax for type bigint: "x"'],
    ['1.5', 'integer', 'invalid input syntax for type integer: "1.5"'],
    ['9223372036854775808', 'bigint', 'value "9223372036854775808" is out of range for type bigint'],
    ['2147483648', 'integer', 'value "2147483648" is out of range for type integer'],
  ] as const)('refuses %j', (text, type, message) => {
    expect(() => postgresInteger(text, type)).toThrow(message)
  })
})

describe('globOfLike', () => {
  const db = openDatabase(':memory:')
  const matches = (text: string, like: string) => db.get('SELECT ? GLOB ? AS hit', [text, globOfLike(like)])?.hit === 1n

  it.each([
    ['alpha', 'al%', true],
    ['Alpha', 'al%', false],
    ['alpha', '_lpha', true],
    ['a%b', 'a\\%b', true],
    ['axb', 'a\\%b', false],
    ['a*b', 'a*b', true],
    ['axb', 'a*b', false],
    ['a?b', 'a?b', true],
    ['a[b', 'a[b', true],
    ['a]b', 'a]b', true],
    ['é', '_', true],
  ])('%j LIKE %j: %s', (text, like, expected) => {
    expect(matches(text, like)).toBe(expected)
  })

  it('finds any text in itself when nothing in it is special', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[%_\\\0]/.test(text))
    fc.assert(
      fc.property(plain, plain, plain, (before, text, after) => {
        expect(matches(before + text + after, `%${text}%`)).toBe(true)
      }),
    )
  })
})
