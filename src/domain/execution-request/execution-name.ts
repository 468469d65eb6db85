/** Letters that flyteadmin makes names of: no vowels, so that no word comes about. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'
const LENGTH = 19
const MOST_CHARACTERS = 63

/** A name as flyteadmin would make it: `a` and 19 letters. Made here, so that sending twice starts one run. */
export function newExecutionName(random: (count: number) => Uint32Array): string {
  return `a${[...random(LENGTH)].map((value) => LETTERS[value % LETTERS.length] ?? 'b').join('')}`
}

/** What is wrong with a name that somebody chose, or undefined (flyteadmin `validation/execution_validator.go`). */
export function executionNameProblem(name: string): string | undefined {
  if (name === '') return undefined
  if (name.length > MOST_CHARACTERS) return `At most ${MOST_CHARACTERS} characters; this has ${name.length}.`
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return 'Small letters, digits and hyphens, beginning with a letter.'
  return undefined
}
