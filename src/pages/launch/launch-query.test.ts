import { expect, test } from 'vitest'
import { paths } from '../../config/paths'
import { launchHref, parseLaunchQuery } from './launch-query'

test('what the URL builder writes is what the page reads', () => {
  const href = paths.launch({
    project: 'p',
    domain: 'd',
    kind: 'task',
    name: 'm.t',
    version: 'v/1',
    from: 'run',
    inputs: { 'a b': 'x=1&y', empty: '' },
  })
  expect(parseLaunchQuery(new URL(href, 'http://x').searchParams)).toEqual({
    kind: 'task',
    name: 'm.t',
    version: 'v/1',
    launchPlan: '',
    launchPlanVersion: '',
    from: 'run',
    texts: { 'a b': 'x=1&y', empty: '' },
  })
})

test('a query is written as it was read', () => {
  const href =
    '/projects/p/domains/d/launch?kind=workflow&name=w&version=v&launchPlan=n&launchPlanVersion=2&input.a=%22x%22'
  expect(launchHref({ project: 'p', domain: 'd' }, parseLaunchQuery(new URL(href, 'http://x').searchParams))).toBe(href)
})

test('anything is read as something', () => {
  expect(parseLaunchQuery(new URLSearchParams('kind=toaster'))).toMatchObject({ kind: 'workflow', name: '' })
})
