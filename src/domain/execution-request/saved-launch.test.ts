import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Data, sameData } from '../literals/data'
import { anyData } from '../literals/literals.fixture'
import { draftText, parseDraft, parsePresets, presetsText, withPreset } from './saved-launch'

const document = new Map<Data, Data>([['inputs', new Map<Data, Data>([['n', 9007199254740993n]])]])

test('presets come back as they were, to the last bit', () => {
  fc.assert(
    fc.property(anyData, (data) => {
      const preset = { name: 'mine', document: new Map<Data, Data>([['inputs', data]]) }
      const [again] = parsePresets(presetsText([preset])) ?? []
      expect(again?.name).toBe('mine')
      expect(sameData(again?.document, preset.document)).toBe(true)
    }),
  )
})

test('a preset takes the place of one of its name', () => {
  const empty = new Map<Data, Data>()
  const all = withPreset(withPreset([{ name: 'b', document: empty }], { name: 'a', document: empty }), {
    name: 'b',
    document,
  })
  expect(all).toEqual([
    { name: 'a', document: empty },
    { name: 'b', document },
  ])
})

test('a draft comes back with its time', () => {
  expect(parseDraft(draftText({ savedAt: 1_700_000_000_000, document }))).toEqual({
    savedAt: 1_700_000_000_000,
    document,
  })
})

test.each(['', 'x', '[]', '{}', '{"presets": [1]}', '{"presets": [{"inputs": {}}]}', '{"saved_at": "x"}'])(
  '%j is neither',
  (text) => {
    expect([parsePresets(text), parseDraft(text)]).toEqual([undefined, undefined])
  },
)
