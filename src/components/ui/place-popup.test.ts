import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placePopup, type Align, type Side } from './place-popup'

const viewport = { width: 1000, height: 800 }
const anchor = { left: 100, top: 100, width: 80, height: 30 }

describe('placePopup', () => {
  it.each<[Side, Align, number, number]>([
    ['bottom', 'start', 100, 134],
    ['bottom', 'end', -20 + 8 + 12, 134],
    ['bottom', 'center', 40, 134],
    ['right', 'start', 184, 100],
  ])('puts it %s, aligned to the %s', (side, align, left, top) => {
    const placed = placePopup(anchor, { width: 200, height: 60 }, { side, align, gap: 4, viewport })
    expect([placed.left, placed.top]).toEqual([Math.max(8, left), top])
  })

  it('goes to the other side when it does not fit', () => {
    const low = { ...anchor, top: 760 }
    expect(
      placePopup(low, { width: 200, height: 300 }, { side: 'bottom', align: 'start', gap: 4, viewport }),
    ).toMatchObject({
      side: 'top',
      top: 760 - 4 - 300,
    })
  })

  it('limits the height to the room there is', () => {
    const placed = placePopup(
      anchor,
      { width: 200, height: 3000 },
      { side: 'bottom', align: 'start', gap: 4, viewport },
    )
    expect(placed.maxHeight).toBe(800 - 134 - 8)
  })

  it('never leaves the window', () => {
    const size = fc.integer({ min: 1, max: 900 })
    fc.assert(
      fc.property(
        fc.record({
          left: fc.integer({ min: 0, max: 990 }),
          top: fc.integer({ min: 0, max: 790 }),
          width: fc.integer({ min: 1, max: 300 }),
          height: fc.integer({ min: 1, max: 60 }),
        }),
        fc.record({ width: size, height: size }),
        fc.constantFrom<Side>('top', 'bottom', 'left', 'right'),
        fc.constantFrom<Align>('start', 'center', 'end'),
        (box, popup, side, align) => {
          const placed = placePopup(box, popup, { side, align, gap: 4, viewport })
          const height = Math.min(popup.height, placed.maxHeight)
          return placed.left >= 8 && placed.top >= 8 && placed.left + popup.width <= 992 && placed.top + height <= 792
        },
      ),
      { examples: [[{ left: 0, top: 0, width: 1, height: 1 }, { width: 1, height: 785 }, 'top', 'start']] },
    )
  })
})
