import fs from 'node:fs'
import { ATTEMPT_MARK } from './environment'

/**
 * Ends processes that belong to ended attempts but have left their process group (daemons), as their container would have. They are found by the mark
 * in their environment, where the system shows it (Linux).
 */
export function endStrays(attempts: ReadonlySet<string>): void {
  if (attempts.size === 0) return
  let pids: string[]
  try {
    pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return
  }
  for (const pid of pids) {
    try {
      const environment = fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      const mark = environment.find((variable) => variable.startsWith(`${ATTEMPT_MARK}=`))
      if (mark !== undefined && attempts.has(mark.slice(ATTEMPT_MARK.length + 1))) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // Another user's, or gone.
    }
  }
}
