/** Characters that flyteadmin's filter grammar has no way to write in a value. */
const SEPARATORS = /[+;,]/

/**
 * The term of flyteadmin's filter grammar that finds an exact value. A value with `+`, `;` or `,` cannot be written; then the
 * term finds a part of it, and the caller has to leave out what else comes. "" when nothing of it can be written.
 */
export function equalTerm(field: string, value: string): string {
  return SEPARATORS.test(value) || value === '' ? containsTerm(field, value) : `eq(${field},${value})`
}

/** The same for a part of a value: `_` and `%` match anything in SQL's LIKE, so the caller filters once more. */
export function containsTerm(field: string, text: string): string {
  const part = text.split(SEPARATORS).reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
  return part.trim() === '' ? '' : `contains(${field},${part.trim()})`
}

/** All of the terms together. */
export function allTerms(...terms: readonly string[]): string {
  return terms.filter((term) => term !== '').join('+')
}
