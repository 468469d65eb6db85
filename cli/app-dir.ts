import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Folder of the built application: beside the built program, or in `dist` when run from source. */
export function appDir(): string {
  const beside = fileURLToPath(new URL('./app', import.meta.url))
  return existsSync(beside) ? beside : fileURLToPath(new URL('../dist/app', import.meta.url))
}
