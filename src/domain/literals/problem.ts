import type { Data, Path } from './data'

/** What is wrong with a value, where in it, and the value that somebody may have meant. */
export interface Problem {
  readonly path: Path
  readonly message: string
  readonly repair?: Data | undefined
}

/** One reading of a value: what it finds wrong, and how much it forgives. */
export class Reading {
  readonly problems: Problem[] = []
  /** Only values of exactly the type pass: how the variant of a union is told. */
  readonly strict: boolean

  constructor(strict = false) {
    this.strict = strict
  }

  /** Notes a problem; gives what to go on with, by default nothing, for the caller to return. */
  fail<Instead>(path: Path, message: string, repair?: Data, instead?: Instead): Instead | undefined {
    this.problems.push(repair === undefined ? { path, message } : { path, message, repair })
    return instead
  }
}
