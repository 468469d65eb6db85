import { expect, it } from 'vitest'
import { FairTurns } from './fair-turns'

/** Keeps the thread for a while, in milliseconds. */
function work(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

it.each([
  [
    'many pieces that come at once',
    async (next: () => Promise<void>) => {
      await Promise.all(Array.from({ length: 60 }, () => next().then(() => work(1))))
    },
  ],
  [
    'pieces that come one after the other',
    async (next: () => Promise<void>) => {
      for (let piece = 0; piece < 60; piece++) {
        await next()
        work(1)
      }
    },
  ],
])('lets other things happen between %s', async (_name, run) => {
  let others = 0
  const other = () => {
    others++
    immediate = setImmediate(other)
  }
  let immediate = setImmediate(other)
  await run(new FairTurns().next)
  clearImmediate(immediate)
  expect(others).toBeGreaterThanOrEqual(4)
})

it('lets in those who came first', async () => {
  const turns = new FairTurns()
  const order: number[] = []
  await Promise.all([1, 2, 3].map((piece) => turns.next().then(() => order.push(piece))))
  expect(order).toEqual([1, 2, 3])
})
