import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendLog, emptyLog, logLevel, logLines, matchingLines, plainLine, searchPattern } from './execution-log'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const ESC = String.fromCharCode(27)

describe('appendLog', () => {
  it('gives the same lines however the bytes are cut, letters of several bytes too', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\n\r]/g, '')))
    fc.assert(
      fc.property(lines, fc.array(fc.nat(40)), (given, cuts) => {
        const bytes = bytesOf(given.map((line) => `${line}\n`).join(''))
        let log = emptyLog
        let at = 0
        for (const cut of [...cuts, bytes.length]) {
          log = appendLog(log, bytes.subarray(at, at + cut))
          at = Math.min(bytes.length, at + cut)
        }
        expect(log.bytes).toBe(bytes.length)
        expect(logLines(log)).toEqual(given)
      }),
    )
  })
  it('shows the unfinished last line, and finishes it', () => {
    const half = appendLog(emptyLog, bytesOf('one\ntw'))
    expect(logLines(half)).toEqual(['one', 'tw'])
    expect(logLines(appendLog(half, bytesOf('o\n')))).toEqual(['one', 'two'])
  })
  it('keeps of a line that overwrites itself what a terminal keeps', () => {
    expect(logLines(appendLog(emptyLog, bytesOf('10%\r50%\r100%\r\nnext\r\n')))).toEqual(['100%', 'next'])
  })
})

it.each([
  [`${ESC}[31mred${ESC}[0m plain`, 'red plain'],
  [`${ESC}[2K${ESC}[1Aup`, 'up'],
  ['as it is', 'as it is'],
])('plainLine(%j)', (line, plain) => {
  expect(plainLine(line)).toBe(plain)
})

it.each([
  ['2026-11-24 ERROR no room', 'error'],
  ['ValueError: Input y contains NaN.', 'error'],
  ['    sklearn.exceptions.NotFittedError: x', 'error'],
  ['Traceback (most recent call last):', 'error'],
  [`${ESC}[33mWARN${ESC}[0m slow`, 'warning'],
  ['WARNING: deprecated', 'warning'],
  ['INFO errors=0', undefined],
  ['error handling is on', undefined],
] as const)('logLevel(%j)', (line, level) => {
  expect(logLevel(line)).toBe(level)
})

describe('search', () => {
  const lines = ['rss 1', 'RSS 2', `${ESC}[31mrs${ESC}[0ms 3`, 'a.b']
  const find = (text: string, matchCase = false, isPattern = false) => {
    const { pattern } = searchPattern({ text, matchCase, isPattern })
    return pattern === undefined ? undefined : matchingLines(lines, pattern)
  }
  it('finds through escapes, with and without case, as text and as a pattern', () => {
    expect(find('rss')).toEqual([0, 1, 2])
    expect(find('rss', true)).toEqual([0, 2])
    expect(find('r.s', false, true)).toEqual([0, 1, 2])
    expect(find('a.b')).toEqual([3])
    expect(find('.')).toEqual([3])
    expect(find('')).toBeUndefined()
  })
  it('says of a pattern that is none that it is none, and takes any text as text', () => {
    expect(searchPattern({ text: '(', matchCase: false, isPattern: true }).problem).toMatch(/\w/)
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const { pattern } = searchPattern({ text, matchCase: true, isPattern: false })
        expect(pattern?.test(text)).toBe(true)
      }),
    )
  })
})
