import { expect, test } from 'vitest'
import { findNames } from './find-names'

const names = ['ml.train.evaluate', 'ml.retrain', 'ml.train', 'ml.train_all_regions', 'etl.load'].map((name) => ({
  name,
}))

test.each([
  ['train', ['ml.train', 'ml.train_all_regions', 'ml.retrain', 'ml.train.evaluate']],
  ['TRAIN ml', ['ml.train', 'ml.train_all_regions', 'ml.retrain', 'ml.train.evaluate']],
  ['load', ['etl.load']],
  ['nothing', []],
])('%s', (query, found) => {
  expect(findNames(names, query, 10).map(({ name }) => name)).toEqual(found)
})

test('no more than asked for', () => {
  expect(findNames(names, '', 2)).toHaveLength(2)
})
