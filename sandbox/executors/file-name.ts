/** A value cannot be handed to a raw container, or its output cannot be taken. The message is for the user. */
export class CopilotError extends Error {
  override readonly name = 'CopilotError'
}

/**
 * A variable's name or map key as the file name that a raw container finds it under: as it is.
 *
 * @throws CopilotError when it would name another place
 */
export function fileName(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name) || Buffer.byteLength(name) > 255) {
    throw new CopilotError(`${JSON.stringify(name.slice(0, 100))} cannot be the name of a file`)
  }
  return name
}
