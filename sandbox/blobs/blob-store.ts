import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pathSegment } from './path-segment'
import { SignedUrls } from './signed-urls'

/** Who an execution's blobs belong to; the three parts of a WorkflowExecutionIdentifier. */
export interface BlobOwner {
  readonly project: string
  readonly domain: string
  readonly name: string
}

/** A blob is longer than the reader wants; `size` is in bytes. */
export class BlobTooLargeError extends Error {
  constructor(
    readonly uri: string,
    readonly size: number,
    readonly limit: number,
  ) {
    super(`${uri} has ${size} bytes, more than the limit of ${limit}`)
  }
}

/** A location that is not below the blob folder, or cannot be a file name at all. */
export class BlobLocationError extends Error {}

/** Same default as Flyte's `storage.limits.maxDownloadMBs` in a sandbox: what a read returns at most, in bytes. */
export const LARGEST_READ = 64 * 1024 * 1024

const UNFINISHED = '.unfinished'

/**
 * The sandbox's blob storage: a folder tree `<dataDir>/blobs`. A location ("uri") is the absolute path of a file, so that
 * tasks and clients on this machine read and write it without a server; nothing outside of the folder is ever
 * touched, whatever a location or a symbolic link says.
 */
export class BlobStore {
  /** Absolute real path of the folder. */
  readonly root: string
  /** URLs by which clients read and write single blobs over HTTP. */
  readonly urls: SignedUrls
  readonly #unfinished: string

  constructor(root: string, urls: SignedUrls) {
    this.root = root
    this.urls = urls
    this.#unfinished = path.join(root, UNFINISHED)
  }

  /** `<root>/metadata/<project>/<domain>/<execution>/<parts…>`: what the control plane writes and what tasks report. Parts may be any text. */
  metadataUri(owner: BlobOwner, ...parts: readonly string[]): string {
    return this.#join('metadata', owner.project, owner.domain, owner.name, ...parts)
  }

  /** `<root>/raw/<project>/<domain>/<execution>/<parts…>`: files and folders that are task outputs. Parts may be any text. */
  rawUri(owner: BlobOwner, ...parts: readonly string[]): string {
    return this.#join('raw', owner.project, owner.domain, owner.name, ...parts)
  }

  /**
   * `<root>/uploads/<project>/<domain>/<folder>/<file>` with `file` as it is, since clients show it and derive formats from it; it may contain
   * slashes. Throws `BlobLocationError` when it cannot be a file name.
   */
  uploadUri(project: string, domain: string, folder: string, file: string): string {
    const names = file.split('/').filter((name) => name !== '' && name !== '.')
    if (
      names.length === 0 ||
      names.some((name) => name === '..' || name.includes('\0') || Buffer.byteLength(name) > 255)
    ) {
      throw new BlobLocationError(`not a file name: ${JSON.stringify(file.slice(0, 200))}`)
    }
    return path.join(this.#join('uploads', project, domain, folder), ...names)
  }

  /** Whether the location is lexically below the blob folder. */
  contains(uri: string): boolean {
    return (
      uri.startsWith(this.root + path.sep) &&
      !uri.includes('\0') &&
      path.normalize(uri) === uri &&
      !uri.startsWith(this.#unfinished)
    )
  }

  /**
   * The real path of a stored file or folder; undefined when there is none, or when it is outside of the blob folder (also by way of a
   * symbolic link).
   */
  locate(uri: string): string | undefined {
    const location = uri.endsWith('/') ? uri.slice(0, -1) : uri
    if (!this.contains(location)) return undefined
    try {
      const real = fs.realpathSync.native(location)
      return this.contains(real) ? real : undefined
    } catch {
      return undefined
    }
  }

  exists(uri: string): boolean {
    return this.locate(uri) !== undefined
  }

  /** Size in bytes of a stored file; undefined when there is none (a folder has none). */
  size(uri: string): number | undefined {
    const real = this.locate(uri)
    const stat = real === undefined ? undefined : fs.statSync(real, { throwIfNoEntry: false })
    return stat?.isFile() === true ? stat.size : undefined
  }

  /** The whole of a stored file; undefined when there is none. Throws `BlobTooLargeError` rather than read more than `limit` bytes. */
  read(uri: string, limit = LARGEST_READ): Uint8Array | undefined {
    const real = this.locate(uri)
    if (real === undefined) return undefined
    const file = fs.openSync(real, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK)
    try {
      const stat = fs.fstatSync(file)
      if (!stat.isFile()) return undefined
      if (stat.size > limit) throw new BlobTooLargeError(uri, stat.size, limit)
      return fs.readFileSync(file)
    } finally {
      fs.closeSync(file)
    }
  }

  /**
   * Stores a file as a whole: a reader sees the old or the new content, never a part. Readable by everyone, because tasks may run as another user.
   * Throws `BlobLocationError` for a location outside of the blob folder, and what the file system says (disk full).
   */
  write(uri: string, content: Uint8Array): void {
    const unfinished = this.startWrite()
    try {
      fs.writeFileSync(unfinished, content, { mode: 0o644 })
      this.finishWrite(unfinished, uri)
    } catch (error) {
      fs.rmSync(unfinished, { force: true })
      throw error
    }
  }

  /** Name of a new file to be filled by the caller and then given to `finishWrite`. It is on the same file system as all blobs. */
  startWrite(): string {
    return path.join(this.#unfinished, randomBytes(12).toString('hex'))
  }

  /** Puts a complete file in its place; see `write`. */
  finishWrite(unfinished: string, uri: string): void {
    if (!this.contains(uri)) throw new BlobLocationError(`not below the blob folder: ${uri}`)
    this.#makeFolder(path.dirname(uri))
    // The mode given when a file is made is subject to the umask, this one is not.
    fs.chmodSync(unfinished, 0o644)
    fs.renameSync(unfinished, uri)
  }

  /** Makes a folder and those above it, unless a symbolic link among them leads out of the blob folder. */
  #makeFolder(folder: string): void {
    let existing = folder
    while (!fs.existsSync(existing)) existing = path.dirname(existing)
    const real = fs.realpathSync.native(existing)
    if (real !== this.root && !this.contains(real)) {
      throw new BlobLocationError(`a symbolic link leads out of the blob folder: ${folder}`)
    }
    if (existing !== folder) fs.mkdirSync(folder, { recursive: true, mode: 0o755 })
  }

  #join(...parts: readonly string[]): string {
    return path.join(this.root, ...parts.map(pathSegment))
  }
}

/**
 * The blob store of a data folder. Makes it if need be, and removes what writes that a crash cut off have left. Throws what the
 * file system says.
 */
export function openBlobStore(dataDir: string): BlobStore {
  const folder = path.join(dataDir, 'blobs')
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 })
  const root = fs.realpathSync.native(folder)
  const unfinished = path.join(root, UNFINISHED)
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.mkdirSync(unfinished, { mode: 0o700 })
  return new BlobStore(root, new SignedUrls(dataDir, root))
}
