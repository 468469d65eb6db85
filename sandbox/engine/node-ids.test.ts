import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { childExecutionName, generatedTaskName, uniqueNodeId } from './node-ids'

describe('uniqueNodeId', () => {
  it.each([
    [undefined, 'n0', 'n0'],
    [undefined, 'start-node', 'start-node'],
    [{ uniqueId: 'n1', attempt: 0 }, 'n0', 'n1-0-n0'],
    [{ uniqueId: 'n1', attempt: 2 }, 'start-node', 'n1-2-start-node'],
    [{ uniqueId: 'n0-0-dn0-0-n0', attempt: 0 }, 'leaf', 'n0-0-dn0-0-n0-0-leaf'],
    // Computed apart from this code: FNV-1a of 32 bits, base32 over the alphabet a-z1-6.
    [{ uniqueId: 'n0-0-dn0-0-n0-0-n0', attempt: 0 }, 'leaf', 'fr3izsxy'],
    [undefined, 'abcdefghijklmnopqrstuvwxyz', 'fwc5azaq'],
  ])('below %j, %s is %s', (parent, id, expected) => {
    expect(uniqueNodeId(parent, id)).toBe(expected)
  })

  it('is never longer than 20 bytes', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), fc.string(), (uniqueId, attempt, id) => {
        expect(Buffer.byteLength(uniqueNodeId({ uniqueId, attempt }, id))).toBeLessThanOrEqual(20)
      }),
    )
  })
})

describe('names', () => {
  it('keeps short ones readable', () => {
    expect(generatedTaskName('a1b2', 'n0', 1)).toBe('a1b2-n0-1')
    expect(childExecutionName('a1b2', 'n0', 0)).toBe('a1b2-n0-0')
    expect(childExecutionName('a1b2', 'n0', 0, 3)).toBe('a1b2-n0-n3-0')
  })

  it('makes long ones valid execution names', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/),
        fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/),
        (name, node) => {
          const child = childExecutionName(name, node, 0)
          expect(child).toMatch(/^[a-z][a-z0-9-]*$/)
          expect(child.length).toBeLessThanOrEqual(20)
          expect(childExecutionName(name, node, 1)).not.toBe(child)
        },
      ),
    )
  })
})
