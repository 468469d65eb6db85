import { RECONNECT_MS } from '../../config/timing'
import type { ApiError } from '../errors'

export type ConnectionState =
  | { readonly kind: 'well' }
  | {
      readonly kind: 'lost'
      /** When the first call failed; epoch milliseconds. */
      readonly since: number
      /** How the latest try failed. */
      readonly error: ApiError
      /** Tries to reach it again so far. */
      readonly attempts: number
      /** When the next try begins; undefined while one is under way. */
      readonly nextTryAt: number | undefined
    }

const WELL: ConnectionState = { kind: 'well' }

/**
 * Knows whether the server answers, from what became of all calls, and tries again by itself with growing pauses when it does
 * not. One try for the whole page, rather than one for each of its parts.
 */
export class ConnectionWatch {
  #state: ConnectionState = WELL
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<() => void>()
  readonly #isHidden: () => boolean
  #probe: () => Promise<unknown> = () => Promise.resolve()

  /** @param isHidden whether nobody looks at the page; then it does not try */
  constructor(isHidden: () => boolean) {
    this.#isHidden = isHidden
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): ConnectionState => this.#state

  /** @param probe a cheap call; like every call it tells `answered` or `failed` of its end */
  tryWith(probe: () => Promise<unknown>): void {
    this.#probe = probe
  }

  /** Somebody answered a call, if only to refuse it. */
  answered(): void {
    if (this.#state.kind === 'well') return
    clearTimeout(this.#timer)
    this.#set(WELL)
  }

  /** Nobody answered a call. Calls of before the latest try count for nothing more. */
  failed(error: ApiError): void {
    if (this.#state.kind === 'lost') {
      this.#set({ ...this.#state, error })
      return
    }
    this.#set({ kind: 'lost', since: Date.now(), error, attempts: 0, nextTryAt: undefined })
    this.#tryLater()
  }

  /** Tries at once. */
  async tryNow(): Promise<void> {
    if (this.#state.kind === 'well') return
    clearTimeout(this.#timer)
    this.#set({ ...this.#state, attempts: this.#state.attempts + 1, nextTryAt: undefined })
    try {
      await this.#probe()
    } catch {
      // The transport has told how it ended.
    }
    this.#tryLater()
  }

  #tryLater(): void {
    if (this.#state.kind === 'well') return
    clearTimeout(this.#timer)
    const pause = Math.min(RECONNECT_MS.first * 2 ** this.#state.attempts, RECONNECT_MS.longest)
    this.#set({ ...this.#state, nextTryAt: Date.now() + pause })
    this.#timer = setTimeout(() => {
      if (this.#isHidden()) this.#tryLater()
      else void this.tryNow()
    }, pause)
  }

  #set(state: ConnectionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
