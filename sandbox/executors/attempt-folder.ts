import fs from 'node:fs'
import path from 'node:path'
import type { BlobOwner } from '../blobs/blob-store'
import { pathSegment } from '../blobs/path-segment'
import { LOG_FILE } from './supervisor'

/** One try of one task, or of one item of a map task. */
export interface AttemptId {
  readonly execution: BlobOwner
  /** Unique id of the node execution. */
  readonly node: string
  /** 0-based; of the item, if there is an index. */
  readonly attempt: number
  readonly index?: number
}

/** Why the engine itself ended an attempt. */
export type KillReason = 'timeout' | 'abort' | 'stop'

const KILLED_FILE = 'killed'

/** `<dataDir>/runs/<project>/<domain>/<execution>/<node>/<attempt>[/<index>]`. The parts may be any text. */
export function attemptPath(dataDir: string, { execution, node, attempt, index }: AttemptId): string {
  const parts = [execution.project, execution.domain, execution.name, node].map(pathSegment)
  return path.join(dataDir, 'runs', ...parts, String(attempt), ...(index === undefined ? [] : [String(index)]))
}

/**
 * The folder of one attempt: its log, the traces of its process, and what is the process's own. Outputs that must last do not live here but among
 * the blobs.
 */
export class AttemptFolder {
  /** Absolute path. */
  readonly path: string

  private constructor(folder: string) {
    this.path = folder
  }

  static of(dataDir: string, id: AttemptId): AttemptFolder {
    return new AttemptFolder(attemptPath(dataDir, id))
  }

  static at(folder: string): AttemptFolder {
    return new AttemptFolder(folder)
  }

  get log(): string {
    return path.join(this.path, LOG_FILE)
  }

  /** Working folder of the process. */
  get cwd(): string {
    return path.join(this.path, 'cwd')
  }

  get tmp(): string {
    return path.join(this.path, 'tmp')
  }

  get home(): string {
    return path.join(this.path, 'home')
  }

  /** What a raw container finds in its input path, and leaves in its output path. */
  get inputs(): string {
    return path.join(this.path, 'inputs')
  }

  get outputs(): string {
    return path.join(this.path, 'outputs')
  }

  get secrets(): string {
    return path.join(this.path, 'secrets')
  }

  /** Makes the folders that every process gets. Throws what the file system says (disk full). */
  async prepare(): Promise<void> {
    await fs.promises.mkdir(this.path, { recursive: true, mode: 0o755 })
    const folders = [this.cwd, this.tmp, this.home]
    await Promise.all(folders.map((folder) => fs.promises.mkdir(folder, { recursive: true, mode: 0o755 })))
  }

  /** Notes why the engine is about to end the process, so that a restart judges the attempt in the same way. The first reason stays. */
  markKilled(reason: KillReason): void {
    try {
      fs.mkdirSync(this.path, { recursive: true, mode: 0o755 })
      fs.writeFileSync(path.join(this.path, KILLED_FILE), `${reason}\n`, { flag: 'wx' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOSPC')))
        throw error
    }
  }

  get killed(): KillReason | undefined {
    try {
      const reason = fs.readFileSync(path.join(this.path, KILLED_FILE), 'utf8').trim()
      return reason === 'timeout' || reason === 'abort' || reason === 'stop' ? reason : undefined
    } catch {
      return undefined
    }
  }

  /** Removes all but the log and the traces of the process: as a container's files go with it. */
  async clean(): Promise<void> {
    const folders = [this.cwd, this.tmp, this.home, this.secrets, this.inputs, this.outputs]
    await Promise.all(folders.map((folder) => fs.promises.rm(folder, { recursive: true, force: true })))
  }

  /** The last bytes of the log, whole lines if possible; empty when there is none. */
  logTail(bytes: number): string {
    let file: number
    try {
      file = fs.openSync(this.log, 'r')
    } catch {
      return ''
    }
    try {
      const { size } = fs.fstatSync(file)
      const begin = Math.max(0, size - bytes)
      const buffer = Buffer.alloc(size - begin)
      const length = fs.readSync(file, buffer, 0, buffer.length, begin)
      const text = buffer.toString('utf8', 0, length)
      return begin === 0 ? text : text.slice(text.indexOf('\n') + 1)
    } finally {
      fs.closeSync(file)
    }
  }
}
