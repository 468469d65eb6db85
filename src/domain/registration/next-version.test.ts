import { expect, test } from 'vitest'
import { nextVersion } from './next-version'

test.each([
  ['v1', 'v1-1'],
  ['v1-1', 'v1-2'],
  ['v1-9', 'v1-10'],
  ['v20261124-152410', 'v20261124-152410-1'],
])('after %s comes %s', (version, next) => expect(nextVersion(version)).toBe(next))
