import { base64Decode } from '@bufbuild/protobuf/wire'
import { expect, test } from 'vitest'
import { readNpyHead } from './npy-head'

/** A file as NumPy writes it: the head is padded with blanks to 118 bytes. */
function npy(head: string, values: string): Uint8Array {
  const text = new TextEncoder().encode(`${head.padEnd(117)}\n`)
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0, ...text, ...base64Decode(values)])
}

test.each([
  [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
    'AADAPwAAEEDNzMw9AABAwA==',
    'float32',
    [2, 2],
    ['1.5', '2.25', '0.1', '-3'],
  ],
  [
    "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }",
    'AAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAg',
    'int64',
    [3],
    ['0', '1152921504606846976', '2305843009213693952'],
  ],
  ["{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }", 'YQAAAGIAAABjAAAAAAAAAA==', '<U2', [2], []],
  ["{'descr': '|b1', 'fortran_order': True, 'shape': (1, 2), }", 'AQA=', 'bool', [1, 2], ['True', 'False']],
  ["{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 'AAAAAAAA8D8=', 'float64', [], ['1']],
])('%s', (head, values, dtype, shape, texts) => {
  expect(readNpyHead(npy(head, values), 10)).toEqual({ dtype, shape, fortran: head.includes('True'), values: texts })
})

test('what is no NumPy file, or cut short, is no reason to fail', () => {
  expect(readNpyHead(new TextEncoder().encode('a,b\n1,2,3,4\n'), 10)).toBeUndefined()
  expect(
    readNpyHead(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }", 'AAAAAAAA8D8AAA=='), 10)?.values,
  ).toEqual(['1'])
})
