/** How long work may keep the thread before other things have their turn, in milliseconds. */
const LONGEST_TURN = 8

/**
 * Shares the thread between a great many small pieces of work and everything else (requests, timers): pieces wait here before they begin, and are let
 * in one by one, for a few milliseconds at a time.
 */
export class FairTurns {
  #queue: (() => void)[] = []
  #pumping = false

  /** Resolves when it is the caller's turn: at once if nobody waits. */
  readonly next = (): Promise<void> => {
    return new Promise((resolve) => {
      this.#queue.push(resolve)
      if (this.#pumping) return
      this.#pumping = true
      queueMicrotask(() => void this.#pump())
    })
  }

  async #pump(): Promise<void> {
    let until = performance.now() + LONGEST_TURN
    while (this.#queue.length > 0) {
      const batch = this.#queue
      this.#queue = []
      for (const resolve of batch) {
        resolve()
        // Whoever was let in goes on before this does.
        await Promise.resolve()
        if (performance.now() < until) continue
        await new Promise((done) => setImmediate(done))
        until = performance.now() + LONGEST_TURN
      }
    }
    this.#pumping = false
  }
}
