import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWhole, parseQuantity, type Quantity, quantityText, wholeUnits } from './quantity'

function parsed(text: string): Quantity {
  const quantity = parseQuantity(text)
  if ('reason' in quantity) throw new Error(`${text}: ${quantity.reason}`)
  return quantity
}

describe('quantities', () => {
  it.each([
    ['0', 0n, '0'],
    ['3', 3n, '3'],
    ['+3', 3n, '3'],
    ['-3', -3n, '-3'],
    ['0.5', 1n, '500m'],
    ['500m', 1n, '500m'],
    ['1500m', 2n, '1500m'],
    ['1000m', 1n, '1'],
    ['.5', 1n, '500m'],
    ['2.', 2n, '2'],
    ['1n', 1n, '1n'],
    ['0.1n', 1n, '1n'],
    ['1000', 1000n, '1k'],
    ['1024', 1024n, '1024'],
    ['10000', 10000n, '10k'],
    ['1e3', 1000n, '1e3'],
    ['12E2', 1200n, '1200'],
    ['1Ki', 1024n, '1Ki'],
    ['2Gi', 2n ** 31n, '2Gi'],
    ['1024Mi', 2n ** 30n, '1Gi'],
    ['1.5Gi', 1610612736n, '1536Mi'],
    ['512', 512n, '512'],
    ['0.5Ki', 512n, '512'],
    ['1E', 10n ** 18n, '1E'],
    ['1e99', 2n ** 63n - 1n, '9223372036854775807'],
    ['1e999999999999', 2n ** 63n - 1n, '9223372036854775807'],
    ['1e-999999999999', 1n, '1e-9'],
  ])('%s is %s units, %s', (text, units, canonical) => {
    expect(wholeUnits(parsed(text))).toBe(units)
    expect(quantityText(parsed(text))).toBe(canonical)
  })

  it.each(['', 'lots', '.', '1 ', '1,5', '--1', '1Gi5x', '1'.repeat(2000)])('%j is none', (text) => {
    expect(parseQuantity(text)).toMatchObject({ reason: expect.stringMatching(/^quantities must match/) as string })
  })

  it.each(['1x', '1Gim', '1mm', '1e', '1e+', '1ki'])('%j has no such suffix', (text) => {
    const quantity = parseQuantity(text)
    expect('reason' in quantity).toBe(true)
  })

  it('are whole when nothing is behind the point', () => {
    expect(isWhole(parsed('1'))).toBe(true)
    expect(isWhole(parsed('1500m'))).toBe(false)
    expect(isWhole(parsed('2000m'))).toBe(true)
  })

  it('say the same in canonical form', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e2', 'e-3')
    fc.assert(
      fc.property(fc.nat(1e6), fc.option(fc.nat(999)), suffix, (whole, fraction, unit) => {
        const quantity = parsed(`${whole}${fraction === null ? '' : `.${fraction}`}${unit}`)
        const again = parsed(quantityText(quantity))
        expect(again.nanos).toBe(quantity.nanos)
        expect(quantityText(again)).toBe(quantityText(quantity))
      }),
    )
  })
})
