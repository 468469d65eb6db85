import { describe, expect, test } from 'vitest'
import { ServerClock } from './server-clock'

const noon = Date.parse('2026-11-24T12:00:00Z')

describe('ServerClock', () => {
  test.each([
    ['the same', 'Tue, 24 Nov 2026 12:00:00 GMT', 0],
    ['a second apart, which a header cannot tell', 'Tue, 24 Nov 2026 12:00:01 GMT', 0],
    ['a minute ahead', 'Tue, 24 Nov 2026 12:01:00 GMT', 60_400],
    ['an hour behind', 'Tue, 24 Nov 2026 11:00:00 GMT', -3_599_600],
  ])('%s', (_, date, expected) => {
    const clock = new ServerClock()
    clock.note(date, noon, noon + 200)
    expect(clock.offset).toBe(expected)
  })

  test('an answer without a date says nothing', () => {
    const clock = new ServerClock()
    clock.note('Tue, 24 Nov 2026 12:01:00 GMT', noon, noon)
    clock.note(null, noon, noon)
    clock.note('yesterday', noon, noon)
    expect(clock.offset).toBe(60_500)
  })
})
