import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilterExpressions, splitField } from './filter-grammar'

/** flyteadmin's own pattern; only safe on short texts. */
const pattern = /([^\n]+)\(([^\n]+),[\t\n\f\r ]?([^\n]+)\)/

describe('parseFilterExpressions', () => {
  it.each([
    ['eq(name,alpha)', [{ func: 'eq', field: 'name', value: 'alpha' }]],
    ['eq(name, alpha)', [{ func: 'eq', field: 'name', value: 'alpha' }]],
    ['eq(name,  alpha)', [{ func: 'eq', field: 'name', value: ' alpha' }]],
    ['eq(name, )', [{ func: 'eq', field: 'name', value: ' ' }]],
    ['eq(name,al,pha)', [{ func: 'eq', field: 'name,al', value: 'pha' }]],
    ['eq(name,al)pha) tail', [{ func: 'eq', field: 'name', value: 'al)pha' }]],
    ['eq(name,al(pha)', [{ func: 'eq', field: 'name', value: 'al(pha' }]],
    ['eq(a,b)eq(c,d)', [{ func: 'eq(a,b)eq', field: 'c', value: 'd' }]],
    [
      'eq(a,b)+ne(c,d;e)',
      [
        { func: 'eq', field: 'a', value: 'b' },
        { func: 'ne', field: 'c', value: 'd;e' },
      ],
    ],
  ])('%s', (text, expected) => {
    expect(parseFilterExpressions(text)).toEqual(expected)
  })

  it.each([
    '',
    'eq',
    'eq()',
    'eq(name)',
    'eq(name,)',
    'eq(,x)',
    '(name,x)',
    'eq(a,b)+',
    '+eq(a,b)',
    'eq(a,b)++eq(c,d)',
  ])('refuses %j', (text) => {
    expect(() => parseFilterExpressions(text)).toThrow('invalid value for filters')
  })

  it('splits every text as the pattern does', () => {
    const char = fc.constantFrom('(', ')', ',', ' ', 'a', 'b', '.')
    fc.assert(
      fc.property(fc.string({ unit: char, maxLength: 14 }), (text) => {
        const match = pattern.exec(text)
        const expected = match && { func: match[1], field: match[2], value: match[3] }
        let actual = null
        try {
          actual = parseFilterExpressions(text)[0]
        } catch {
          // no match
        }
        expect(actual).toEqual(expected)
      }),
      { numRuns: 5000 },
    )
  })

  it('takes a hostile text in linear time', () => {
    const text = `${'('.repeat(300_000)}${','.repeat(300_000)}`
    expect(() => parseFilterExpressions(text)).toThrow('invalid value for filters')
  })
})

describe('splitField', () => {
  it.each([
    ['name', 'task', 'task', 'name'],
    ['task.name', 'execution', 'task', 'name'],
    ['launch_plan.name', 'execution', 'launchPlan', 'name'],
    ['execution_tag.key', 'execution', 'executionTag', 'key'],
    ['execution.phase', 'nodeExecution', 'execution', 'phase'],
    ['entities.name', 'namedEntity', 'namedEntity', 'name'],
    ['tasks.name', 'task', 'task', 'tasks.name'],
    ['t.name', 'task', 'task', 't.name'],
    ['task.', 'task', 'task', ''],
  ] as const)('%s on a list of %s', (text, listed, entity, field) => {
    expect(splitField(text, listed)).toEqual({ entity, field })
  })
})
