/** Numbers of 32 bits from the browser's source of chance. */
export function randomNumbers(count: number): Uint32Array {
  return crypto.getRandomValues(new Uint32Array(count))
}
