import type { Data, Path } from './data'

/** A stretch of a text, in UTF-16 units. */
export interface Place {
  readonly from: number
  readonly to: number
}

export interface ParsedText {
  readonly data: Data
  /** Where the value at a path is written; undefined when it is not. */
  readonly placeOf: (path: Path) => Place | undefined
}

/** What is wrong with a text, and where. */
export class TextError extends Error {
  override readonly name = 'TextError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Collects the places of values while a text is read. */
export class Places {
  readonly #places = new Map<string, Place>()

  set(path: Path, place: Place): void {
    this.#places.set(placeKey(path), place)
  }

  /** The place of the value, else of the nearest one around it that is written. */
  readonly find = (path: Path): Place | undefined => {
    for (let length = path.length; length > 0; length--) {
      const place = this.#places.get(placeKey(path.slice(0, length)))
      if (place) return place
    }
    return undefined
  }
}

function placeKey(path: Path): string {
  return JSON.stringify(path.map(String))
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
