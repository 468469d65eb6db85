import { createHash } from 'node:crypto'
import fs from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ControlPlane } from '../control-plane'
import { BlobLocationError, type BlobStore } from './blob-store'
import { contentTypeOf } from './content-type'
import { serveFile } from './serve-file'
import { BLOB_PATH_PREFIX, type UrlGrant } from './signed-urls'

/**
 * Answers `GET`, `HEAD` and `PUT /blobs/…` by signed URLs (as DataProxyService hands them out).
 *
 * A PUT stores the body as a whole or not at all. It answers 200; 400 when `Content-MD5`, or the MD5 that the URL was made for, is not that of the
 * body; 507 when the disk is full. Any method answers 403 without a good signature, 404 when there is no such blob.
 *
 * @returns false for other paths: nothing has been answered then
 */
export function handleBlobRequest(cp: ControlPlane, request: IncomingMessage, response: ServerResponse): boolean {
  const target = request.url ?? ''
  if (!target.startsWith(BLOB_PATH_PREFIX)) return false
  const method = request.method ?? ''
  if (method !== 'GET' && method !== 'HEAD' && method !== 'PUT') {
    response.setHeader('Allow', 'GET, HEAD, PUT')
    refuse(request, response, 405, `${method} is not possible for a blob; use GET, HEAD or PUT.`)
    return true
  }
  const grant = cp.blobs.urls.verify(target, Number(cp.now() / 1_000_000n))
  if (grant === 'expired') {
    refuse(request, response, 403, 'This link has expired. Ask for a new one.')
  } else if (grant === 'invalid' || (grant.access === 'write') !== (method === 'PUT')) {
    refuse(request, response, 403, `This link does not allow ${method}: its signature is missing or wrong.`)
  } else if (method === 'PUT') {
    void store(cp.blobs, grant, request, response)
  } else {
    send(cp.blobs, grant, request, response)
  }
  return true
}

function send(blobs: BlobStore, grant: UrlGrant, request: IncomingMessage, response: ServerResponse): void {
  const real = blobs.locate(grant.uri)
  if (real !== undefined && serveFile(real, contentTypeOf(grant.uri), request, response)) return
  const reason = blobs.contains(grant.uri)
    ? 'There is no file'
    : 'Only files in the blob folder of this sandbox can be read, not'
  refuse(request, response, 404, `${reason} ${grant.uri}`)
}

async function store(
  blobs: BlobStore,
  grant: UrlGrant,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const announced = request.headers['content-md5']
  if (typeof announced === 'string' && announced !== '' && !/^[A-Za-z0-9+/]{22}==$/.test(announced)) {
    refuse(request, response, 400, 'Content-MD5 is not the base64 form of an MD5.')
    return
  }
  const unfinished = blobs.startWrite()
  try {
    const digest = createHash('md5')
    request.on('data', (chunk: Buffer) => digest.update(chunk))
    await pipeline(request, fs.createWriteStream(unfinished))
    const md5 = digest.digest('base64')
    const expected = [announced, grant.contentMd5].find((given) => given !== undefined && given !== '' && given !== md5)
    if (expected !== undefined) {
      refuse(
        request,
        response,
        400,
        `The body has MD5 ${md5}, not ${String(expected)}: it was changed on its way. Send it again.`,
      )
      return
    }
    blobs.finishWrite(unfinished, grant.uri)
    response.setHeader('ETag', `"${Buffer.from(md5, 'base64').toString('hex')}"`)
    response.writeHead(200, { 'Content-Length': 0 }).end()
  } catch (error) {
    const { status, text } = describeFailure(error)
    refuse(request, response, status, text)
  } finally {
    fs.rmSync(unfinished, { force: true })
  }
}

function describeFailure(error: unknown): { status: number; text: string } {
  if (error instanceof BlobLocationError) return { status: 400, text: error.message }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return { status: 507, text: 'The disk with the data folder is full.' }
  if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENOTEMPTY')
    return { status: 409, text: 'A folder or file of that name is in the way.' }
  return {
    status: 500,
    text: `The blob could not be stored: ${error instanceof Error ? error.message : String(error)}`,
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  if (response.destroyed || response.headersSent) return
  const body = Buffer.from(`${text}\n`)
  // What is left of a body would be taken for the next request.
  if (!request.complete) response.setHeader('Connection', 'close')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
