import { describe, expect, it } from 'vitest'
import { Cancellation, Cancelled } from './cancellation'
import { Slots } from './slots'

const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

describe('Slots', () => {
  it('lets as many in as there are slots, then who waits longest', async () => {
    const slots = new Slots(2)
    const free = new Cancellation()
    const order: string[] = []
    const enter = (name: string) =>
      slots.acquire(free).then((release) => {
        order.push(name)
        return release
      })
    const first = await enter('a')
    await enter('b')
    const third = enter('c')
    void enter('d')
    await settled()
    expect([order, slots.full]).toEqual([['a', 'b'], true])
    first()
    first()
    ;(await third)()
    await settled()
    expect([order, slots.taken]).toEqual([['a', 'b', 'c', 'd'], 2])
  })

  it('is not lost by who gives up, even in the same moment as its turn comes', async () => {
    const slots = new Slots(1)
    const release = await slots.acquire(new Cancellation())
    const impatient = new Cancellation()
    const waiting = slots.acquire(impatient)
    const next = slots.acquire(new Cancellation())
    impatient.cancel('enough')
    await expect(waiting).rejects.toThrow(new Cancelled('enough'))
    release()
    const last = await next

    const late = new Cancellation()
    const racing = slots.acquire(late)
    last()
    late.cancel('too late')
    await racing.then(
      (give) => give(),
      () => undefined,
    )
    expect(slots.taken).toBe(0)
  })

  it('has no limit with 0, and takes over the limit when told to', async () => {
    const free = new Cancellation()
    const unlimited = new Slots(0)
    for (let i = 0; i < 100; i++) await unlimited.acquire(free)
    expect(unlimited.full).toBe(false)
    const slots = new Slots(1)
    const release = [slots.take(), slots.take()]
    expect([slots.taken, slots.full]).toEqual([2, true])
    const waiting = slots.acquire(free)
    release[0]?.()
    await settled()
    expect(slots.taken).toBe(1)
    release[1]?.()
    await waiting
    expect(slots.taken).toBe(1)
  })
})

describe('Cancellation', () => {
  it('reaches everything below it, once, with the first reason', () => {
    const parent = new Cancellation()
    const child = new Cancellation(parent)
    const seen: string[] = []
    child.onCancel((reason) => seen.push(reason))
    const takeBack = child.onCancel(() => seen.push('never'))
    takeBack()
    parent.cancel('one')
    parent.cancel('two')
    child.onCancel((reason) => seen.push(`late ${reason}`))
    expect(seen).toEqual(['one', 'late one'])
    expect(new Cancellation(parent).reason).toBe('one')
    expect(() => child.throwIfCancelled()).toThrow(Cancelled)
  })

  it('does not reach what was disposed', () => {
    const parent = new Cancellation()
    const child = new Cancellation(parent)
    child.dispose()
    parent.cancel('x')
    expect(child.reason).toBeUndefined()
  })

  it('wins a race or leaves it alone', async () => {
    const cancellation = new Cancellation()
    expect(await cancellation.race(Promise.resolve(1))).toBe(1)
    await expect(cancellation.race(Promise.reject(new Error('own')))).rejects.toThrow('own')
    const race = cancellation.race(new Promise(() => undefined))
    cancellation.cancel('stop')
    await expect(race).rejects.toThrow(new Cancelled('stop'))
  })
})
