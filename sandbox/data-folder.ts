import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'

/**
 * Creates the data folder when absent and sees that it can be written to. Who owns it is the database's affair.
 *
 * @returns its absolute path without symbolic links: locations handed to clients start with it
 * @throws with what to do when it is no folder or may not be written
 */
export function prepareDataFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The data folder ${folder} cannot be used (${reason}). Name another with --data DIR.`, {
      cause: error,
    })
  }
}
