import { expect, test } from 'vitest'
import { parseRecents } from './recents'

test('paths of single things are kept, in their order', () => {
  const stored = JSON.stringify([
    '/projects/p/domains/d/executions/e1',
    '/projects/p/domains/d/workflow/a.b/version/v%2F1',
    '/projects/p/domains/d/executions',
    17,
    'nonsense',
  ])
  expect(parseRecents(stored).map(({ target }) => target)).toEqual([
    { kind: 'execution', project: 'p', domain: 'd', name: 'e1' },
    { kind: 'workflow', project: 'p', domain: 'd', name: 'a.b', version: 'v/1' },
  ])
})

test.each([null, '', '{', '{"a":1}', '"x"'])('%j is nothing', (text) => {
  expect(parseRecents(text)).toEqual([])
})
