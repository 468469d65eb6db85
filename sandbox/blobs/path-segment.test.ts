import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathSegment } from './path-segment'

describe('pathSegment', () => {
  it.each([
    ['n0', 'n0'],
    ['n0-0-dn0', 'n0-0-dn0'],
    ['.flytegen.mod.task', '%2Eflytegen.mod.task'],
    ['..', '%2E.'],
    ['.', '%2E'],
    ['', '%'],
    ['%', '%25'],
    ['a/b', 'a%2Fb'],
    ['a\0b', 'a%00b'],
    ['with space', 'with%20space'],
  ])('%j becomes %j', (text, expected) => {
    expect(pathSegment(text)).toBe(expected)
  })

  it('gives a name of its own to every text, and only names', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', minLength: 190, maxLength: 400 }),
    )
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const name = pathSegment(a)
        expect(name).not.toMatch(/[/\0]|^\.{1,2}$|^$/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
        expect(pathSegment(b) === name).toBe(a === b)
      }),
    )
  })
})
