import { expect, test } from 'vitest'
import { allTerms, containsTerm, equalTerm } from './filter-term'

test.each([
  ['v1', 'eq(version,v1)'],
  ['1.0+local', 'contains(version,local)'],
  ['a;bcd,e', 'contains(version,bcd)'],
  ['+', ''],
])('an exact %s is asked for as %s', (value, term) => expect(equalTerm('version', value)).toBe(term))

test('terms are joined, empty ones left out', () => {
  expect(allTerms(equalTerm('a', 'x'), containsTerm('b', ','), containsTerm('c', ' y '))).toBe('eq(a,x)+contains(c,y)')
})
