import fs from 'node:fs'
import path from 'node:path'
import type { TaskTemplate } from '../../src/api/gen/flyteidl/core/tasks_pb'
import type { BlobOwner } from '../blobs/blob-store'
import type { SandboxSettings } from '../control-plane'
import { ArchiveCache } from './archive'
import { AttemptFolder, type AttemptId, attemptPath } from './attempt-folder'
import { type AttemptSpec, TaskRefusal } from './attempt-spec'
import { prepareContainerTask } from './container-task'
import { findMountNamespace, type MountNamespace } from './mount-namespace'
import { finishRawContainer, prepareRawContainer } from './raw-container'
import { type Runnable, runnable } from './runnable'
import { endStrays } from './stray-processes'
import { findProcess, type ProcessEnd, startProcess, type TaskProcess } from './task-process'
import { judgeAttempt, type Verdict } from './verdict'

/** Most bytes that are kept of an attempt's output. */
const LOG_LIMIT = 16 * 1024 * 1024
/** How often processes that left their group are looked for, at most, in milliseconds. */
const STRAYS_EVERY = 1000
/** How long a process has to end after it was asked to, in milliseconds. */
const GRACE = 5000
/** With less room than this, in bytes, the disk counts as full. */
const NO_ROOM = 1024 * 1024

type ProcessKind = Exclude<Runnable, { readonly kind: 'echo' }>

/** An attempt's process, running here or found again. */
export interface StartedAttempt {
  readonly process: TaskProcess
  /** What is worth telling about how it runs; empty for one that was found. */
  readonly notes: readonly string[]
}

/** Runs attempts of tasks as processes of this machine. */
export class TaskExecutor {
  readonly #settings: SandboxSettings
  readonly #archives: ArchiveCache
  #namespace: Promise<MountNamespace | undefined> | undefined
  readonly #running = new Map<string, TaskProcess>()
  readonly #ended = new Set<string>()
  #strays: NodeJS.Timeout | undefined
  #stopped = false

  constructor(settings: SandboxSettings) {
    this.#settings = settings
    this.#archives = new ArchiveCache(path.join(settings.dataDir, 'code'))
  }

  folder(id: AttemptId): AttemptFolder {
    return AttemptFolder.of(this.#settings.dataDir, id)
  }

  /** The process of an attempt that was started before, perhaps by a sandbox that crashed; undefined when it was not. */
  find(id: AttemptId): StartedAttempt | undefined {
    const folder = this.folder(id)
    const process = findProcess(folder.path)
    return process && { process: this.#watch(folder, process), notes: [] }
  }

  /**
   * Starts an attempt's process. `kind` is what `runnable` said of its task.
   *
   * @throws TaskRefusal when it cannot run here; what the file system says (disk full)
   */
  async start(spec: AttemptSpec, kind: ProcessKind): Promise<StartedAttempt> {
    const folder = this.folder(spec.id)
    const { container } = kind
    const prepared =
      kind.kind === 'raw-container'
        ? await prepareRawContainer(container, spec, folder, this.#settings, await this.#mountNamespace())
        : await prepareContainerTask(container, spec, folder, this.#settings, this.#archives)
    if (this.#stopped) throw new Error('the sandbox is being stopped')
    const { argv, cwd, env, notes } = prepared
    const process = startProcess(folder.path, { argv, cwd, env, logLimit: LOG_LIMIT })
    return { process: this.#watch(folder, process), notes }
  }

  /** Judges an attempt that has ended; can be repeated after a crash. Throws what the file system says (disk full). */
  async finish(spec: AttemptSpec, kind: ProcessKind, end: ProcessEnd): Promise<Verdict> {
    const folder = this.folder(spec.id)
    if (kind.kind === 'raw-container' && end.kind === 'exited' && end.code === 0 && folder.killed !== 'timeout') {
      await finishRawContainer(spec, kind.container, folder)
    }
    return judgeAttempt({
      folder,
      end,
      metadata: spec.metadata,
      generatedName: spec.generatedName,
      hasOutputs: Object.keys(spec.template.interface?.outputs?.variables ?? {}).length > 0,
      timeout: spec.timeout,
      diskFull: isFull(folder.path),
    })
  }

  /** Removes what an attempt needs no more; what cannot be removed stays. */
  async clean(id: AttemptId): Promise<void> {
    await this.folder(id)
      .clean()
      .catch(() => undefined)
  }

  /** Ends every process of an execution that nobody runs any more. */
  abandon(execution: BlobOwner): void {
    const parent = path.dirname(path.dirname(attemptPath(this.#settings.dataDir, { execution, node: '', attempt: 0 })))
    for (const [folder, process] of this.#running) {
      if (folder.startsWith(parent + path.sep)) endAttempt(AttemptFolder.at(folder), process, 'abort')
    }
  }

  /** Ends every process that runs, and waits until they are gone. They run again after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true
    const all = [...this.#running]
    for (const [folder, process] of all) {
      AttemptFolder.at(folder).markKilled('stop')
      process.terminate(GRACE)
    }
    await Promise.all(all.map(([, process]) => process.ended))
    clearTimeout(this.#strays)
    endStrays(this.#ended)
  }

  #watch(folder: AttemptFolder, process: TaskProcess): TaskProcess {
    this.#running.set(folder.path, process)
    void process.ended.then(() => {
      this.#running.delete(folder.path)
      this.#ended.add(folder.path)
      this.#strays ??= setTimeout(() => {
        this.#strays = undefined
        endStrays(this.#ended)
        this.#ended.clear()
      }, STRAYS_EVERY).unref()
    })
    return process
  }

  #mountNamespace(): Promise<MountNamespace | undefined> {
    this.#namespace ??= findMountNamespace(path.join(this.#settings.dataDir, 'root'))
    return this.#namespace
  }
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = fs.statfsSync(folder)
    return bavail * bsize < NO_ROOM
  } catch {
    return false
  }
}

/** Ends an attempt's process for good: politely, and after a while not. `reason` decides how it is judged. */
export function endAttempt(folder: AttemptFolder, process: TaskProcess, reason: 'timeout' | 'abort'): void {
  folder.markKilled(reason)
  process.terminate(GRACE)
}

/** How a task runs here, or why it does not. */
export function runnableOrRefusal(template: TaskTemplate): Runnable | TaskRefusal {
  try {
    return runnable(template)
  } catch (error) {
    if (error instanceof TaskRefusal) return error
    throw error
  }
}
