import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { constants } from 'node:os'
import { isRunning, parseIdentity, type ProcessIdentity, signalGroup } from './process-identity'
import { ALREADY_SUPERVISED, EXIT_FILE, SUPERVISOR, SUPERVISOR_FILE } from './supervisor'

/** What to run. */
export interface ProcessSpec {
  /** Absolute path of the program, then its arguments. */
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>
  /** Most bytes of output to keep. */
  readonly logLimit: number
}

/** How a task process ended. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: NodeJS.Signals }
  /** It ran, and no trace of its end was left: the machine or the supervisor went down with it. */
  | { readonly kind: 'lost' }
  /** The system refused to start it. */
  | { readonly kind: 'unstartable'; readonly reason: string }

/** A task process with all that it started, seen from the sandbox. */
export interface TaskProcess {
  /** Resolves when the program has ended and everything in its process group is gone. */
  readonly ended: Promise<ProcessEnd>
  /** Asks the whole group to end, and after `grace` milliseconds ends it. Calling it again changes nothing. */
  readonly terminate: (grace: number) => void
}

/** How long output of an ended task may still be on its way, in milliseconds; a background process that holds the pipe ends then. */
const DRAIN_MS = 1000
/** How often a process that an earlier sandbox started is looked at, in milliseconds. */
const POLL_MS = 100

const SIGNAL_NAMES = new Map(Object.entries(constants.signals).map(([name, code]) => [code, name as NodeJS.Signals]))

function endOfStatus(status: number): ProcessEnd {
  const signal = status > 128 ? SIGNAL_NAMES.get(status - 128) : undefined
  return signal ? { kind: 'signalled', signal } : { kind: 'exited', code: status }
}

function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function recordedEnd(folder: string): ProcessEnd | undefined {
  const text = readIfThere(path.join(folder, EXIT_FILE))
  return text?.endsWith('\n') ? endOfStatus(Number(text)) : undefined
}

/** What an attempt's folder says of its process. */
export type ProcessTrace =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly supervisor: ProcessIdentity }
  | { readonly state: 'ended'; readonly end: ProcessEnd }

/** Looks up what became of the process of an attempt, without touching it. */
export function traceProcess(folder: string): ProcessTrace {
  const line = readIfThere(path.join(folder, SUPERVISOR_FILE))
  if (line === undefined) return { state: 'none' }
  const supervisor = parseIdentity(line)
  // Whether it runs is asked first: it may end, and write how, in between.
  if (supervisor && isRunning(supervisor)) return { state: 'running', supervisor }
  return { state: 'ended', end: recordedEnd(folder) ?? { kind: 'lost' } }
}

/** Ends a group politely, then not; `stop` when it is gone. */
function terminator(group: number) {
  let timer: NodeJS.Timeout | undefined
  let begun = false
  return {
    terminate: (grace: number) => {
      if (begun) return
      begun = true
      signalGroup(group, 'SIGTERM')
      timer = setTimeout(() => signalGroup(group, 'SIGKILL'), grace)
    },
    stop: () => {
      clearTimeout(timer)
      // Whatever the task left in the background ends with it, as in a container.
      signalGroup(group, 'SIGKILL')
    },
  }
}

/**
 * Takes over a process whose supervisor another sandbox process started. Its end is learnt from the attempt's folder.
 */
function adopt(folder: string, supervisor: ProcessIdentity): TaskProcess {
  const group = terminator(supervisor.pid)
  const ended = new Promise<ProcessEnd>((resolve) => {
    let drainUntil: number | undefined
    const look = () => {
      const running = isRunning(supervisor)
      const end = recordedEnd(folder)
      if (end) drainUntil ??= performance.now() + DRAIN_MS
      if (running && (drainUntil === undefined || performance.now() < drainUntil)) return
      clearInterval(timer)
      group.stop()
      resolve(end ?? { kind: 'lost' })
    }
    const timer = setInterval(look, POLL_MS)
    look()
  })
  return { ended, terminate: group.terminate }
}

/** A process that has ended already. */
function past(end: ProcessEnd): TaskProcess {
  return { ended: Promise.resolve(end), terminate: () => undefined }
}

/** The process of an attempt that was started before, running or ended; undefined when none was. */
export function findProcess(folder: string): TaskProcess | undefined {
  const trace = traceProcess(folder)
  if (trace.state === 'none') return undefined
  return trace.state === 'running' ? adopt(folder, trace.supervisor) : past(trace.end)
}

/**
 * Starts the process of an attempt in a session and process group of its own, with the supervisor between it and us. When the folder turns
 * out to have one already, that one is taken over: the same attempt never runs twice.
 */
export function startProcess(folder: string, spec: ProcessSpec): TaskProcess {
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'contrail-task', folder, String(spec.logLimit), ...spec.argv], {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) {
    const ended = new Promise<ProcessEnd>((resolve) => {
      child.once('error', (error) => resolve({ kind: 'unstartable', reason: error.message }))
    })
    return { ended, terminate: () => undefined }
  }
  const group = terminator(pid)
  const ended = new Promise<ProcessEnd>((resolve) => {
    let status = ''
    let drain: NodeJS.Timeout | undefined
    child.stdio[3]?.on('data', (data: Buffer) => {
      status += data.toString()
      if (status.endsWith('\n')) drain = setTimeout(() => signalGroup(pid, 'SIGKILL'), DRAIN_MS)
    })
    // Not `exit`: the status may still be on its way through descriptor 3, which is closed when nobody can send it any more.
    child.once('close', (code, signal) => {
      clearTimeout(drain)
      group.stop()
      if (code === ALREADY_SUPERVISED && status === '') {
        const other = findProcess(folder) ?? past({ kind: 'lost' })
        void other.ended.then(resolve)
        terminate = other.terminate
        return
      }
      const reported = status.endsWith('\n') ? endOfStatus(Number(status)) : recordedEnd(folder)
      resolve(reported ?? (signal ? { kind: 'signalled', signal } : { kind: 'lost' }))
    })
  })
  let terminate = group.terminate
  return { ended, terminate: (grace) => terminate(grace) }
}
