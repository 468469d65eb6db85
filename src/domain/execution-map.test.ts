import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CatalogCacheStatus } from '../api/gen/flyteidl/core/catalog_pb'
import { TaskExecution_Phase as Phase } from '../api/gen/flyteidl/core/execution_pb'
import type { ItemAttempt } from './execution-attempt'
import { anAttempt } from './execution-attempt.fixture'
import { countItems, heatCells, itemErrors, itemStates, mapItems } from './execution-map'

function item(index: number, phase: Phase, attempt = 0, cacheStatus = CatalogCacheStatus.CACHE_DISABLED): ItemAttempt {
  return { index, attempt, phase, externalId: `x-${index}-${attempt}`, cacheStatus, logs: [], child: undefined }
}
const itemsOf = (...items: readonly ItemAttempt[]) => mapItems([anAttempt({ items })])

describe('mapItems', () => {
  it('groups attempts by index, whatever order they come in, and goes by the latest', () => {
    const items = itemsOf(
      item(2, Phase.RUNNING, 1),
      item(0, Phase.SUCCEEDED),
      item(2, Phase.RETRYABLE_FAILED, 0),
      item(1, Phase.SUCCEEDED, 0, CatalogCacheStatus.CACHE_HIT),
      item(11, Phase.FAILED, 11),
      item(3, Phase.QUEUED),
      item(4, JSON.parse('17') as Phase),
    )
    expect(items.map(({ index, state, attempts }) => [index, state, attempts.length])).toEqual([
      [0, 'done', 1],
      [1, 'cached', 1],
      [2, 'retrying', 2],
      [3, 'queued', 1],
      [4, 'unknown', 1],
      [11, 'failed', 1],
    ])
    expect(countItems(items)).toMatchObject({ done: 1, cached: 1, retrying: 1, queued: 1, failed: 1, unknown: 1 })
  })
  it('a node tried again starts its items anew', () => {
    const items = mapItems([
      anAttempt({ attempt: 1, items: [item(0, Phase.RUNNING)] }),
      anAttempt({ attempt: 0, items: [item(0, Phase.FAILED)] }),
    ])
    expect(items).toHaveLength(1)
    expect(items[0]?.state).toBe('running')
  })
  it('takes 10,000 items in its stride', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => item(9999 - at, Phase.SUCCEEDED))
    expect(mapItems([anAttempt({ items: many })])).toHaveLength(10_000)
  })
})

describe('heatCells', () => {
  it('one cell per item; a gap has not begun', () => {
    expect(heatCells(itemsOf(item(0, Phase.SUCCEEDED), item(2, Phase.FAILED)), 256)).toEqual([
      { first: 0, last: 0, state: 'done', share: 1, mostly: 'done' },
      { first: 1, last: 1, state: 'queued', share: 1, mostly: 'queued' },
      { first: 2, last: 2, state: 'failed', share: 1, mostly: 'failed' },
    ])
    expect(heatCells([], 256)).toEqual([])
  })
  it('bins cover every index once, and show the worst', () => {
    const phases = fc.array(fc.constantFrom(Phase.SUCCEEDED, Phase.FAILED, Phase.RUNNING, Phase.QUEUED), {
      minLength: 1,
      maxLength: 600,
    })
    fc.assert(
      fc.property(phases, fc.integer({ min: 1, max: 256 }), (list, most) => {
        const items = itemsOf(...list.map((phase, index) => item(index, phase)))
        const cells = heatCells(items, most)
        expect(cells.length).toBeLessThanOrEqual(most)
        let next = 0
        for (const cell of cells) {
          expect(cell.first).toBe(next)
          next = cell.last + 1
          const inside = items.slice(cell.first, next).map(({ state }) => itemStates.indexOf(state))
          expect(itemStates.indexOf(cell.state)).toBe(Math.min(...inside))
          const count = (state: string) => inside.filter((rank) => itemStates[rank] === state).length
          expect(cell.share).toBe(count(cell.state) / inside.length)
          for (const state of itemStates) expect(count(state)).toBeLessThanOrEqual(count(cell.mostly))
        }
        expect(next).toBe(list.length)
      }),
    )
  })
})

it('reads the errors of items', () => {
  const errors = itemErrors('[0]: OOMKilled\n  exit 137\r\n[2][4-5]: ValueError: x\n')
  expect([...errors]).toEqual([
    [0, 'OOMKilled\n  exit 137'],
    [2, 'ValueError: x'],
    [4, 'ValueError: x'],
    [5, 'ValueError: x'],
  ])
  expect(itemErrors('Traceback: [x]').size).toBe(0)
})
