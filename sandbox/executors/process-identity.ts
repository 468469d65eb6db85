import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

/** A process, told apart from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it began, in whatever way the system tells it. */
  readonly start: string
}

/** The fields after the command of a line of /proc/PID/stat; the command, in brackets, may hold anything. */
function fieldsOf(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Reads the identity that a supervisor wrote; undefined when it is not complete (the writer died at once, or is still writing). */
export function parseIdentity(line: string): ProcessIdentity | undefined {
  if (!line.endsWith('\n')) return undefined
  const pid = Number(/^(\d+) \(/.exec(line)?.[1])
  const rest = line.slice(line.lastIndexOf(')') + 2).trim()
  // In /proc the state is the first field after the command, the start time in clock ticks since boot the 20th.
  const start = /^[A-Za-z] /.test(rest) ? rest.split(' ')[19] : rest
  return Number.isInteger(pid) && start ? { pid, start } : undefined
}

/** Whether this very process still runs. One that ended and was not waited for (a zombie) does not. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  try {
    if (fs.existsSync('/proc/self/stat')) {
      const fields = fieldsOf(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
      return fields[19] === start && fields[0] !== 'Z' && fields[0] !== 'X'
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() === start
  } catch {
    return false
  }
}

/** Sends a signal to every process of a group; that there is none any more is fine. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal)
  } catch {
    // Gone, or (on some systems) only zombies are left.
  }
}
