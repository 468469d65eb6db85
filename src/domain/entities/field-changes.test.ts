import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareFields, markChange } from './field-changes'
import type { FieldValue } from './message-fields'

const fields = (entries: Readonly<Record<string, string | FieldValue>>) =>
  new Map(
    Object.entries(entries).map(([field, value]) => [
      field,
      typeof value === 'string' ? { text: value, exact: value } : value,
    ]),
  )

test('what differs, what is only on one side, and what is the same', () => {
  expect(compareFields(fields({ b: '1', a: 'x', c: '3' }), fields({ b: '2', c: '3', d: '4' }))).toEqual({
    changes: [
      { field: 'a', before: 'x', after: undefined },
      { field: 'b', before: '1', after: '2' },
      { field: 'd', before: undefined, after: '4' },
    ],
    same: [{ field: 'c', text: '3' }],
  })
})

test('what reads alike and is not is shown exactly', () => {
  const { changes } = compareFields(
    fields({ type: { text: 'Params', exact: '{"a":1}' } }),
    fields({ type: { text: 'Params', exact: '{"a":2}' } }),
  )
  expect(changes).toEqual([{ field: 'type', before: '{"a":1}', after: '{"a":2}' }])
})

test.each([
  ['img:1.16.19', 'img:1.16.21', 'img:1.16.', '19', '21', ''],
  ['500Mi', '2Gi', '', '500Mi', '2Gi', ''],
  ['a b', 'a c b', 'a ', '', 'c ', 'b'],
  ['same', 'same', 'same', '', '', ''],
])('from %s to %s', (before, after, head, was, is, tail) => {
  expect(markChange(before, after)).toEqual({
    before: { head, changed: was, tail },
    after: { head, changed: is, tail },
  })
})

test('nothing is lost, whatever is marked', () => {
  const whole = ({ head, changed, tail }: ReturnType<typeof markChange>['before']) => head + changed + tail
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const marked = markChange(before, after)
      expect([whole(marked.before), whole(marked.after)]).toEqual([before, after])
      expect([marked.before.head, marked.before.tail]).toEqual([marked.after.head, marked.after.tail])
    }),
  )
})
