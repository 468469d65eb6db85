/** A word of a POSIX shell, quoted where it has to be. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A command over several lines, an option on each. */
export function shellCommand(head: string, options: readonly string[]): string {
  return [head, ...options.map((option) => `  ${option}`)].join(' \\\n')
}
