import type { Cancellation } from './cancellation'

/** A limit on how many things go on at once; who waits longest is next. */
export class Slots {
  readonly limit: number
  #taken = 0
  /** In order of waiting; a Set, because those that give up leave from the middle. */
  readonly #waiting = new Set<() => void>()

  /** @param limit 0 for none */
  constructor(limit: number) {
    this.limit = limit > 0 ? limit : Infinity
  }

  get taken(): number {
    return this.#taken
  }

  /** Whether `acquire` would have to wait. */
  get full(): boolean {
    return this.#taken >= this.limit || this.#waiting.size > 0
  }

  /** Takes a slot, waiting for one if need be. The result gives it back. Throws `Cancelled` if that comes first. */
  async acquire(cancellation: Cancellation): Promise<() => void> {
    cancellation.throwIfCancelled()
    if (this.full) {
      let enter: () => void = () => undefined
      const turn = new Promise<void>((resolve) => (enter = resolve))
      this.#waiting.add(enter)
      try {
        // Whoever calls `enter` has taken the slot for us.
        await cancellation.race(turn)
      } catch (error) {
        if (!this.#waiting.delete(enter)) this.#release()
        throw error
      }
      return this.#releaseOnce()
    }
    this.#taken++
    return this.#releaseOnce()
  }

  /** Takes a slot over the limit if need be: for what runs already. */
  take(): () => void {
    this.#taken++
    return this.#releaseOnce()
  }

  #releaseOnce(): () => void {
    let held = true
    return () => {
      if (held) this.#release()
      held = false
    }
  }

  #release(): void {
    this.#taken--
    while (this.#taken < this.limit) {
      const [next] = this.#waiting
      if (!next) return
      this.#waiting.delete(next)
      this.#taken++
      next()
    }
  }
}
