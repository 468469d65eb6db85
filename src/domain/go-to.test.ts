import { describe, expect, test } from 'vitest'
import { parseGoTo } from './go-to'

const scope = { project: 'p', domain: 'd' }

describe('go to', () => {
  test.each([
    [
      'http://localhost:30080/console/projects/a/domains/b/executions/x1?tab=graph',
      { kind: 'execution', project: 'a', domain: 'b', name: 'x1' },
    ],
    [
      'https://f/console/projects/a/domains/b/workflow/m.wf/version/v%2F1',
      { kind: 'workflow', project: 'a', domain: 'b', name: 'm.wf', version: 'v/1' },
    ],
    [
      '/projects/a/domains/b/launchPlans/lp',
      { kind: 'launchPlan', project: 'a', domain: 'b', name: 'lp', version: undefined },
    ],
    ['flyte://v1/a/b/x1/n0-0-n1/o/o0', { kind: 'execution', project: 'a', domain: 'b', name: 'x1', node: 'n0-0-n1' }],
    ['ex:a:b:x1', { kind: 'execution', project: 'a', domain: 'b', name: 'x1' }],
    ['tsk:a:b:m.t:v:1', { kind: 'task', project: 'a', domain: 'b', name: 'm.t', version: 'v:1' }],
    ['  f0123abcd ', { kind: 'execution', project: 'p', domain: 'd', name: 'f0123abcd' }],
    ['Not a name', undefined],
  ])('%s', (text, expected) => expect(parseGoTo(text, scope)).toEqual(expected))

  test('a bare name needs a project', () => expect(parseGoTo('f0123abcd', undefined)).toBeUndefined())
})
