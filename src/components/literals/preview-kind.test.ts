import { expect, test } from 'vitest'
import type { StoredNode } from '../../domain/literals/value-tree'
import { filesOf, imageType, kindWords, previewKind } from './preview-kind'

const node = (uri: string, format = '', what: StoredNode['what'] = 'file'): StoredNode => ({
  kind: 'stored',
  what,
  uri,
  format,
})

test.each([
  [node('s3://b/a.PNG'), 'image', 's3://b/a.PNG', 'PNG'],
  [node('/blobs/x/abc', 'csv'), 'table', '/blobs/x/abc', 'CSV'],
  [node('s3://b/d', 'parquet', 'dataset'), 'parquet', 's3://b/d/00000', 'Parquet'],
  [node('s3://b/d/', '', 'dataset'), 'parquet', 's3://b/d/00000', 'Parquet'],
  [node('s3://b/d', 'csv', 'dataset'), 'table', 's3://b/d/.csv', 'CSV'],
  [node('s3://b/d.parquet', 'parquet', 'dataset'), 'parquet', 's3://b/d.parquet', 'Parquet'],
  [node('s3://b/d', '', 'folder'), 'unknown', 's3://b/d', 'folder'],
  [node('s3://b/model', 'PythonPickle'), 'unknown', 's3://b/model', 'PythonPickle'],
  [node('s3://b/x', 'NumpyArray'), 'numpy', 's3://b/x', 'NumPy array'],
  [node('s3://b/x'), 'unknown', 's3://b/x', 'file'],
])('%#', (stored, kind, file, words) => {
  expect([previewKind(stored), filesOf(stored)[0], kindWords(stored)]).toEqual([kind, file, words])
})

test('pictures have the types that browsers know', () => {
  expect([imageType('a.jpg', ''), imageType('a', 'SVG'), imageType('a.webp', '')]).toEqual([
    'image/jpeg',
    'image/svg+xml',
    'image/webp',
  ])
})
