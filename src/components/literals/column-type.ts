const GUESSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['int', /^[+-]?\d+$/],
  ['float', /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^[+-]?(?:nan|inf)$/i],
  ['bool', /^(?:true|false)$/i],
  ['datetime', /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$/],
]

/** What a column of texts seems to hold; empty cells fit anything. */
export function guessColumnType(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length === 0) return ''
  return GUESSES.find(([, pattern]) => filled.every((cell) => pattern.test(cell)))?.[0] ?? 'str'
}

const NUMBERS = /^(?:u?int|float|double|decimal)/

export function isNumberColumn(type: string): boolean {
  return NUMBERS.test(type)
}
