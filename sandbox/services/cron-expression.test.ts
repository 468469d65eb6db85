import { describe, expect, it } from 'vitest'
import { cronComplaint } from './cron-expression'

describe('cronComplaint', () => {
  it.each([
    '* * * * *',
    '0 6 * * *',
    '*/15 0-6,12 1,15 JAN-mar mon-FRI',
    '5/10 * ? * ?',
    '  0   0  *  *  * ',
    'TZ=Europe/Berlin 0 6 * * *',
    'CRON_TZ=UTC 0 6 * * *',
    '@daily',
    '@hourly',
    '@every 1h30m',
    '0,, 6 * * *',
  ])('accepts %s', (text) => {
    expect(cronComplaint(text)).toBeUndefined()
  })

  it.each([
    ['', 'empty spec string'],
    ['bad', 'expected exactly 5 fields, found 1: [bad]'],
    ['0 6 * * * *', 'expected exactly 5 fields, found 6: [0 6 * * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* 24 * * *', 'end of range (24) above maximum (23): 24'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * 13 *', 'end of range (13) above maximum (12): 13'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
    ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['@fortnightly', 'unrecognized descriptor: @fortnightly'],
    ['@every soon', 'failed to parse duration @every soon: time: invalid duration "soon"'],
    ['TZ=Mars/Base 0 6 * * *', 'provided bad location Mars/Base: unknown time zone Mars/Base'],
  ])('%j: %s', (text, complaint) => {
    expect(cronComplaint(text)).toBe(complaint)
  })
})
