import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listSorts, parseListState, serialiseListState } from './list-state'

test('what is written is read back', () => {
  const states = fc.record({ search: fc.string(), archived: fc.boolean(), sort: fc.constantFrom(...listSorts) })
  fc.assert(
    fc.property(states, (state) => {
      expect(parseListState(new URLSearchParams(serialiseListState(state).toString()))).toEqual(state)
    }),
  )
})

test('the usual state is an empty query, and any query is a state', () => {
  expect(serialiseListState(parseListState(new URLSearchParams('sort=nonsense&archived=maybe'))).toString()).toBe('')
})
