import { randomInt } from 'node:crypto'

/** No vowels, so that no words come about, and nothing that is easily taken for another (Kubernetes' `rand.String`). */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'

/** A random name of `length` characters. */
export function randomName(length: number): string {
  return Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
}
