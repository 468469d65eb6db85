import { accessSync, constants, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A data folder that this process alone uses. */
export interface DataFolder {
  /** Absolute path without symbolic links: locations handed to clients start with it. */
  readonly path: string
  readonly release: () => void
}

/** When a process began, in clock ticks since boot; tells a reused process id apart. Undefined where /proc is missing. */
function startOfProcess(pid: number): string | undefined {
  try {
    // The command, in brackets, may hold blanks; what follows does not. The start is field 22 of the line.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]
  } catch {
    return undefined
  }
}

function runs(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return start === '' || (startOfProcess(pid) ?? '') === start
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * Creates the folder when absent, sees that it can be written to, and takes it for this process.
 *
 * @throws with what to do when it is no folder, may not be written, or is in use
 */
export function takeDataFolder(folder: string): DataFolder {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Error(
      `The data folder ${folder} cannot be written to (${reason(error)}). Name another with --data DIR.`,
      { cause: error },
    )
  }
  const path = realpathSync(folder)
  const lock = join(path, 'sandbox.pid')
  const mine = `${process.pid} ${startOfProcess(process.pid) ?? ''}\n`
  for (;;) {
    try {
      writeFileSync(lock, mine, { flag: 'wx' })
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        throw new Error(
          `The data folder ${path} cannot be written to (${reason(error)}). Name another with --data DIR.`,
          { cause: error },
        )
      }
    }
    const [pid = '', start = ''] = readFileSync(lock, 'utf8').trim().split(' ')
    if (pid !== '' && runs(Number(pid), start)) {
      throw new Error(
        `The data folder ${path} is in use by another sandbox (process ${pid}). Stop it, or name another folder with --data DIR.`,
      )
    }
    // Left behind by a process that was killed.
    rmSync(lock, { force: true })
  }
  return { path, release: () => rmSync(lock, { force: true }) }
}
