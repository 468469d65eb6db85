import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FlyteUrl, flyteUrl, parseFlyteUrl } from './flyte-url'

const base = { project: 'p', domain: 'development', execution: 'e1', node: 'n0-0-dn_0' }

describe('parseFlyteUrl', () => {
  it.each<[string, Pick<FlyteUrl, 'attempt' | 'artifact' | 'name'>]>([
    ['i', { attempt: undefined, artifact: 'inputs', name: undefined }],
    ['o', { attempt: undefined, artifact: 'outputs', name: undefined }],
    ['d', { attempt: undefined, artifact: 'deck', name: undefined }],
    ['3/d', { attempt: 3, artifact: 'deck', name: undefined }],
    ['0/o', { attempt: 0, artifact: 'outputs', name: undefined }],
    ['o/o0', { attempt: undefined, artifact: 'outputs', name: 'o0' }],
    ['i/o', { attempt: undefined, artifact: 'inputs', name: 'o' }],
    ['12/i/some-name_1', { attempt: 12, artifact: 'inputs', name: 'some-name_1' }],
  ])('…/%s', (end, expected) => {
    expect(parseFlyteUrl(`flyte://v1/p/development/e1/n0-0-dn_0/${end}`)).toEqual({ ...base, ...expected })
  })

  it.each([
    '',
    'flyte://v1/p/d/e',
    'flyte://v1/p/d/e/n',
    'flyte://v2/p/d/e/n/i',
    'xflyte://v1/p/d/e/n/i',
    'flyte://v1/p/d/e/n/x',
    'flyte://v1/p/d/e/n/i/',
    'flyte://v1/p/d/e/n/i\n',
    'flyte://v1/p/d/e/n/d/name',
    'flyte://v1/p/d/e/n/x/i',
    'flyte://v1/p/d/e/n/99999999999/i',
    'flyte://v1/p/d/e/n/../i',
    'flyte://v1//d/e/n/i',
    'flyte://v1/p/d/e/n/i/a.b',
  ])('refuses %j', (url) => {
    expect(parseFlyteUrl(url)).toBeUndefined()
  })

  it('reads what flyteUrl writes', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9_-]+$/)
    const owners = fc.record({
      project: word,
      domain: word,
      execution: word,
      node: word,
      attempt: fc.option(fc.nat(999_999_999), { nil: undefined }),
    })
    fc.assert(
      fc.property(owners, fc.constantFrom('inputs', 'outputs', 'deck'), (owner, artifact) => {
        expect(parseFlyteUrl(flyteUrl(owner, artifact))).toEqual({ ...owner, artifact, name: undefined })
      }),
    )
  })
})
