import { describe, expect, it } from 'vitest'
import { labelNameComplaints, labelValueComplaints, qualifiedNameComplaints } from './kubernetes-names'

const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name', or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const part =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName', or 'my.name', or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

describe('labelNameComplaints', () => {
  it.each([
    ['a', []],
    ['1-a', []],
    ['a'.repeat(63), []],
    ['a'.repeat(64), ['must be no more than 63 characters']],
    ['a.b', ['must not contain dots']],
    ['A', [label]],
    ['-a', [label]],
    ['a-', [label]],
    ['a_b', [label]],
    ['a\n', [label]],
    ['', [label]],
    ['é'.repeat(40), ['must be no more than 63 characters', label]],
  ])('%j', (name, expected) => {
    expect(labelNameComplaints(name)).toEqual(expected)
  })
})

describe('qualifiedNameComplaints', () => {
  it.each([
    ['a', []],
    ['A_b.c-1', []],
    ['example.com/K', []],
    ['bad key!', [part]],
    ['', ['name part must be non-empty', part]],
    ['/a', ['prefix part must be non-empty']],
    ['a/', ['name part must be non-empty', part]],
    ['a'.repeat(64), ['name part must be no more than 63 characters']],
  ])('%j', (name, expected) => {
    expect(qualifiedNameComplaints(name)).toEqual(expected)
  })

  it('wants a subdomain before the slash, and one slash', () => {
    expect(qualifiedNameComplaints('Example/a')[0]).toMatch(/^prefix part a lowercase RFC 1123 subdomain/)
    expect(qualifiedNameComplaints('a/b/c')[0]).toMatch(/with an optional DNS subdomain prefix and '\/'/)
  })
})

describe('labelValueComplaints', () => {
  it.each(['', 'a', 'A.b_c-1'])('accepts %j', (value) => {
    expect(labelValueComplaints(value)).toEqual([])
  })
  it.each(['-a', 'a b', 'é', 'a'.repeat(64)])('refuses %j', (value) => {
    expect(labelValueComplaints(value)).toHaveLength(1)
  })
})
