/** Thrown where something waits that has been cancelled. `message` is the reason that events carry. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/**
 * Says that work is to be given up, and why; what is below it is given up too. Unlike an AbortSignal it is made to have thousands of
 * listeners, which come and go.
 */
export class Cancellation {
  #reason: string | undefined
  readonly #listeners = new Set<(reason: string) => void>()
  readonly #detach: () => void

  constructor(parent?: Cancellation) {
    this.#reason = parent?.reason
    this.#detach = parent?.onCancel((reason) => this.cancel(reason)) ?? (() => undefined)
  }

  /** Why it was cancelled; undefined as long as it is not. The first reason stays. */
  get reason(): string | undefined {
    return this.#reason
  }

  cancel(reason: string): void {
    if (this.#reason !== undefined) return
    this.#reason = reason
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener(reason)
  }

  /** Calls `listener` once when cancelled, which may be at once. The result takes it back. */
  onCancel(listener: (reason: string) => void): () => void {
    if (this.#reason !== undefined) {
      listener(this.#reason)
      return () => undefined
    }
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The result of `promise`; throws `Cancelled` as soon as this is cancelled, whatever becomes of the promise. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const detach = this.onCancel((reason) => reject(new Cancelled(reason)))
      promise.finally(detach).then(resolve, reject)
    })
  }

  throwIfCancelled(): void {
    if (this.#reason !== undefined) throw new Cancelled(this.#reason)
  }

  /** Cuts the tie to the parent, so that what has ended does not stay in memory as long as the parent does. */
  dispose(): void {
    this.#detach()
    this.#listeners.clear()
  }
}
