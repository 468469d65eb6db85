import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

/** A code archive cannot be unpacked. The message is for the user. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}

const run = promisify(execFile)

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(fs.createReadStream(file), hash)
  return hash.digest('hex')
}

/** Unpacks code archives, each once per content, below one folder. */
export class ArchiveCache {
  readonly #root: string
  readonly #pending = new Map<string, Promise<string>>()

  constructor(root: string) {
    this.#root = root
  }

  /**
   * The folder with the content of a tar.gz archive. It is shared: copy from it, never write into it.
   *
   * @throws ArchiveError when it cannot be read or unpacked
   */
  async unpacked(archive: string): Promise<string> {
    let stat: fs.Stats
    try {
      stat = await fs.promises.stat(archive)
    } catch (error) {
      throw new ArchiveError(`the code archive ${archive} cannot be read: ${(error as Error).message}`, {
        cause: error,
      })
    }
    // Content is read only when the file looks new.
    const key = `${archive}\0${stat.size}\0${stat.mtimeMs}\0${stat.ino}`
    let pending = this.#pending.get(key)
    if (!pending) {
      pending = this.#unpack(archive)
      this.#pending.set(key, pending)
      pending.catch(() => this.#pending.delete(key))
    }
    const folder = await pending
    // The cache may be deleted by hand while the sandbox runs.
    if (fs.existsSync(folder)) return folder
    this.#pending.delete(key)
    return this.unpacked(archive)
  }

  async #unpack(archive: string): Promise<string> {
    const target = path.join(this.#root, await digestOf(archive))
    if (fs.existsSync(target)) return target
    const unfinished = path.join(this.#root, `.${randomBytes(8).toString('hex')}`)
    await fs.promises.mkdir(unfinished, { recursive: true })
    try {
      await run('tar', ['-xzf', archive, '-C', unfinished, '--no-same-owner'])
      await fs.promises.rename(unfinished, target)
    } catch (error) {
      await fs.promises.rm(unfinished, { recursive: true, force: true })
      if (fs.existsSync(target)) return target
      const reason =
        error instanceof Error && 'stderr' in error && typeof error.stderr === 'string'
          ? error.stderr.trim()
          : String(error)
      throw new ArchiveError(`the code archive ${archive} cannot be unpacked: ${reason}`, { cause: error })
    }
    return target
  }
}
