import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '../errors'
import { ConnectionWatch } from './connection-watch'

const gone = new ApiError('unreachable', 'refused')

describe('ConnectionWatch', () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
  afterEach(() => vi.useRealTimers())

  /** A server that comes back at the given try. */
  function watchWith(backAt: number, hidden = () => false) {
    const watch = new ConnectionWatch(hidden)
    let tries = 0
    watch.tryWith(() => {
      tries++
      if (tries >= backAt) watch.answered()
      else watch.failed(gone)
      return Promise.resolve()
    })
    return { watch, tries: () => tries }
  }

  test('tries again after one, two and four seconds, and ends when somebody answers', async () => {
    const { watch, tries } = watchWith(3)
    watch.failed(gone)
    expect(watch.snapshot()).toMatchObject({ kind: 'lost', since: 1_000_000, attempts: 0, nextTryAt: 1_001_000 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watch.snapshot()).toMatchObject({ attempts: 1, nextTryAt: 1_003_000 })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(watch.snapshot()).toMatchObject({ attempts: 2, nextTryAt: 1_007_000 })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(watch.snapshot()).toEqual({ kind: 'well' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tries()).toBe(3)
  })

  test('many failed calls make one try', async () => {
    const { watch, tries } = watchWith(99)
    for (let call = 0; call < 20; call++) watch.failed(gone)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(tries()).toBe(1)
  })

  test('a call that succeeds ends it without a try', async () => {
    const { watch, tries } = watchWith(1)
    const seen = vi.fn()
    watch.subscribe(seen)
    watch.failed(gone)
    watch.answered()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([watch.snapshot().kind, tries()]).toEqual(['well', 0])
    expect(seen).toHaveBeenCalled()
  })

  test('a hidden page waits', async () => {
    let hidden = true
    const { watch, tries } = watchWith(1, () => hidden)
    watch.failed(gone)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(tries()).toBe(0)
    hidden = false
    await vi.advanceTimersByTimeAsync(15_000)
    expect(tries()).toBe(1)
  })
})
