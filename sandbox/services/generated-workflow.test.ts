import { describe, expect, it } from 'vitest'
import { generatedNodeId } from './generated-workflow'

describe('generatedNodeId', () => {
  it.each([
    ['pkg.mod.add_x', 'pkgmodaddx'],
    ['train-model', 'train-model'],
    ['größe', 'gre'],
    ['___', 'n0'],
    [`first.${'x'.repeat(62)}`, 'x'.repeat(62)],
    ['y'.repeat(100), 'y'.repeat(63)],
  ])('of %s is %s', (name, expected) => {
    expect(generatedNodeId(name)).toBe(expected)
  })
})
