import { expect, test } from 'vitest'
import { guessColumnType, isNumberColumn } from './column-type'

test.each([
  [['1', '-2', ''], 'int'],
  [['1', '2.5e3', 'nan'], 'float'],
  [['True', 'false'], 'bool'],
  [['2026-01-02', '2026-01-02 03:04'], 'datetime'],
  [['1', 'x'], 'str'],
  [['', ''], ''],
])('%j seems to be %s', (cells, type) => expect(guessColumnType(cells)).toBe(type))

test('numbers stand right', () => {
  expect(['int', 'int64', 'uint8', 'double', 'str', 'timestamp[ns]', ''].map(isNumberColumn)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
