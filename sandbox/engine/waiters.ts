/** Lets work wait for something to be announced under a name. */
export class Waiters {
  readonly #waiting = new Map<string, Set<() => void>>()

  /** Resolves at the next `wake` of this name. Look at what you wait for after calling this, not before: in between it may have come. */
  next(name: string): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(name) ?? new Set()
      waiting.add(resolve)
      this.#waiting.set(name, waiting)
    })
  }

  wake(name: string): void {
    const waiting = this.#waiting.get(name)
    this.#waiting.delete(name)
    for (const resolve of waiting ?? []) resolve()
  }
}
