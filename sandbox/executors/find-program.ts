import fs from 'node:fs'
import path from 'node:path'

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * The absolute path of a program as a shell would find it: a name without slash on `searchPath` (folders joined with `:`), another relative to `cwd`.
 * Undefined when there is no such program.
 */
export function findProgram(name: string, searchPath: string, cwd: string): string | undefined {
  if (name === '') return undefined
  if (name.includes('/')) {
    const file = path.resolve(cwd, name)
    return isExecutable(file) ? file : undefined
  }
  const folders = searchPath.split(':').filter((folder) => path.isAbsolute(folder))
  return folders.map((folder) => path.join(folder, name)).find(isExecutable)
}
