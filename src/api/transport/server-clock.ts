/**
 * How far this computer's clock is behind the server's, in milliseconds, as the latest answers say. `Date` headers have whole
 * seconds, so a difference of less than two is taken for none.
 */
export class ServerClock {
  #offset = 0

  get offset(): number {
    return this.#offset
  }

  /**
   * Takes note of one answer.
   *
   * @param date the answer's `Date` header
   * @param sentAt when the call was made, by this computer's clock in epoch milliseconds
   * @param answeredAt when its answer came
   */
  note(date: string | null, sentAt: number, answeredAt: number): void {
    const told = Date.parse(date ?? '')
    if (Number.isNaN(told)) return
    // The server wrote it between the two moments; a header of 12:00:07 means any time within that second.
    const offset = told + 500 - (sentAt + answeredAt) / 2
    this.#offset = Math.abs(offset) < 2_000 + (answeredAt - sentAt) / 2 ? 0 : offset
  }
}
