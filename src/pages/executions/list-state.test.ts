import { expect, it } from 'vitest'
import { parseListState, serialiseListState } from './list-state'

it.each([
  ['', ''],
  ['sort=longest', 'sort=longest'],
  ['sort=newest', ''],
  ['sort=constructor&phase=NO', ''],
  [
    'phase=FAILED%2CABORTED&workflow.contains=a+b&sort=changed',
    'phase=FAILED%2CABORTED&workflow.contains=a+b&sort=changed',
  ],
])('reads “%s” as “%s”', (text, canonical) => {
  expect(serialiseListState(parseListState(new URLSearchParams(text))).toString()).toBe(canonical)
})
