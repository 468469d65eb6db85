import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** What a signed URL allows; reading includes HEAD. */
export type BlobAccess = 'read' | 'write'

/** What is needed to make a URL that carries its own permission. */
export interface UrlGrant {
  readonly access: BlobAccess
  /** Native location: an absolute path of the blob store, or any other URI (which a GET then says it cannot read). */
  readonly uri: string
  /** When the permission ends, in milliseconds since the epoch. */
  readonly expiresAt: number
  /** MD5 that a written body must have, as base64; undefined when any body will do. */
  readonly contentMd5?: string | undefined
}

/** Why a request with a signature may not go on; `expired` ones were valid once. */
export type GrantRefusal = 'invalid' | 'expired'

export const BLOB_PATH_PREFIX = '/blobs/'

/** Path for locations that are not below the blob folder: they can be signed, as flyteadmin signs everything, but not read. */
const FOREIGN = '.foreign'

/**
 * Makes and checks URLs below `/blobs/`. Whoever has such a URL may do what it says until it ends; nobody else may do anything. The key is kept in
 * the data folder, so URLs outlive a restart.
 */
export class SignedUrls {
  readonly #key: Buffer
  readonly #root: string

  /** @param root absolute path of the blob folder. */
  constructor(dataDir: string, root: string) {
    this.#key = loadKey(path.join(dataDir, 'signing-key'))
    this.#root = root
  }

  /** Path and query of the URL; the caller puts an origin before it. */
  sign(grant: UrlGrant): string {
    const query = new URLSearchParams({ expires: String(grant.expiresAt) })
    if (grant.access === 'write') query.set('access', 'write')
    if (grant.contentMd5 !== undefined) query.set('md5', grant.contentMd5)
    query.set('signature', this.#signature(grant).toString('base64url'))
    const below = grant.uri.startsWith(`${this.#root}/`) ? grant.uri.slice(this.#root.length + 1) : undefined
    const encoded =
      below === undefined
        ? `${FOREIGN}/${encodeURIComponent(wellFormed(grant.uri))}`
        : below
            .split('/')
            .map((name) => encodeURIComponent(wellFormed(name)))
            .join('/')
    return `${BLOB_PATH_PREFIX}${encoded}?${query}`
  }

  /**
   * What a request's path and query allow at `now` (milliseconds since the epoch).
   *
   * @param target path and query as they stand in the request line
   */
  verify(target: string, now: number): UrlGrant | GrantRefusal {
    const [pathname = '', search = ''] = splitOnce(target, '?')
    const uri = this.#uri(pathname)
    const query = new URLSearchParams(search)
    const expires = query.get('expires') ?? ''
    const given = Buffer.from(query.get('signature') ?? '', 'base64url')
    if (uri === undefined || !/^\d{1,15}$/.test(expires)) return 'invalid'
    const grant: UrlGrant = {
      access: query.get('access') === 'write' ? 'write' : 'read',
      uri,
      expiresAt: Number(expires),
      contentMd5: query.get('md5') ?? undefined,
    }
    const expected = this.#signature(grant)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'invalid'
    return now < grant.expiresAt ? grant : 'expired'
  }

  #uri(pathname: string): string | undefined {
    if (!pathname.startsWith(BLOB_PATH_PREFIX)) return undefined
    try {
      const names = pathname.slice(BLOB_PATH_PREFIX.length).split('/').map(decodeURIComponent)
      return names[0] === FOREIGN ? names[1] : [this.#root, ...names].join('/')
    } catch {
      return undefined
    }
  }

  #signature(grant: UrlGrant): Buffer {
    const signed = JSON.stringify([grant.access, wellFormed(grant.uri), grant.expiresAt, grant.contentMd5 ?? null])
    return createHmac('sha256', this.#key).update(signed).digest()
  }
}

/** `encodeURIComponent` throws for a lone surrogate; no file has such a name. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function loadKey(file: string): Buffer {
  const existing = readKey(file)
  if (existing !== undefined) return existing
  const unfinished = `${file}.new`
  fs.writeFileSync(unfinished, randomBytes(32), { mode: 0o600 })
  fs.renameSync(unfinished, file)
  return fs.readFileSync(file)
}

function readKey(file: string): Buffer | undefined {
  try {
    const key = fs.readFileSync(file)
    return key.length === 32 ? key : undefined
  } catch {
    return undefined
  }
}
