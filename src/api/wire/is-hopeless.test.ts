import { expect, it } from 'vitest'
import { ApiError } from '../errors'
import { isHopeless } from './is-hopeless'

it.each([
  [undefined, null, false],
  [undefined, new ApiError('not-found', ''), true],
  [undefined, new ApiError('forbidden', ''), true],
  [undefined, new ApiError('unreachable', ''), false],
  [{}, new ApiError('not-found', ''), false],
] as const)('data %j, error %s', (data, error, hopeless) => {
  expect(isHopeless({ data, error })).toBe(hopeless)
})
