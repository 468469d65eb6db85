/** How long work may keep the thread before other things have their turn, in milliseconds. */
const LONGEST_TURN = 8

/**
 * Shares the thread between a great many small pieces of work and everything else (requests, timers): pieces wait here before they begin, and are let
 * in one by one, for a few milliseconds at a time.
 */
export class FairTurns {
  #queue: (() => void)[] = []
  #pumping = false
  /** When this turn is over; undefined before the first piece of a turn. */
  #until: number | undefined

  /** Resolves when it is the caller's turn: at once if nobody waits and the turn is not over. */
  readonly next = (): Promise<void> => {
    return new Promise((resolve) => {
      this.#queue.push(resolve)
      if (this.#pumping) return
      this.#pumping = true
      queueMicrotask(() => void this.#pump())
    })
  }

  async #pump(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue
      this.#queue = []
      for (const resolve of batch) {
        if (this.#until === undefined) {
          this.#until = performance.now() + LONGEST_TURN
          // Others have had their turn when this comes, however many pumps there were meanwhile.
          setImmediate(() => (this.#until = undefined))
        } else if (performance.now() >= this.#until) {
          await new Promise((done) => setImmediate(done))
        }
        resolve()
        // Whoever was let in goes on before this does.
        await Promise.resolve()
      }
    }
    this.#pumping = false
  }
}
