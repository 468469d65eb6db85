import fs from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'

/** A page (a deck) runs its scripts in an origin of its own, where nothing of ours can be reached. */
const PAGE_POLICY = 'sandbox allow-scripts allow-popups'
const DATA_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** One stretch of a file: both ends are included, as in HTTP. */
interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Reads a `Range` header against a file of `size` bytes (RFC 9110, 14.2).
 *
 * @returns the stretch to send; `whole` when the header is absent, not understood, or asks for several; `unsatisfiable` when the file ends before it
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replace(/\s/g, '') ?? '')
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return 'whole'
    return Number(last) === 0 || size === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, size - Number(last)), end: size - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'whole'
  if (start >= size) return 'unsatisfiable'
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

/**
 * Answers GET or HEAD with the bytes of a file: whole or one range, with `ETag`, `If-None-Match` and `If-Range`. The size is what it was when
 * the request came in, so a file that grows meanwhile (a log being written) is sent up to there, and the next range request gets the rest.
 * Content is hostile until shown to be harmless: browsers are told neither to guess its type nor to run it in our origin.
 *
 * @param file real path of the file; the caller has checked that it may be read
 * @param contentType of the body
 * @returns false when there is no such file: nothing has been answered then
 */
export function serveFile(
  file: string,
  contentType: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const opened = openFile(file)
  if (opened === undefined) return false
  const { descriptor, size, etag, modified } = opened
  response.setHeader('Accept-Ranges', 'bytes')
  response.setHeader('Cache-Control', 'private, no-cache')
  response.setHeader('Content-Security-Policy', contentType.startsWith('text/html') ? PAGE_POLICY : DATA_POLICY)
  response.setHeader('Content-Type', contentType)
  response.setHeader('ETag', etag)
  response.setHeader('Last-Modified', modified)
  response.setHeader('X-Content-Type-Options', 'nosniff')

  const finish = (status: number) => {
    fs.closeSync(descriptor)
    response.writeHead(status).end()
    return true
  }
  if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim() === etag) === true) return finish(304)

  const ifRange = request.headers['if-range']
  const sameFile = ifRange === undefined || ifRange === etag
  const range = parseRange(sameFile ? request.headers.range : undefined, size)
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`)
    return finish(416)
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range
  const status = range === 'whole' ? 200 : 206
  if (range !== 'whole') response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`)
  response.setHeader('Content-Length', end - start + 1)
  if (request.method === 'HEAD' || end < start) return finish(status)
  response.writeHead(status)
  const content = fs.createReadStream(file, { fd: descriptor, start, end })
  pipeline(content, response, () => {
    // A file that was cut while it was read: without this the client would wait for the rest for ever.
    if (content.bytesRead <= end - start) response.destroy()
  })
  return true
}

function openFile(file: string): { descriptor: number; size: number; etag: string; modified: string } | undefined {
  let descriptor: number
  try {
    // Opening a pipe that nobody writes to would block for ever.
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK)
  } catch {
    return undefined
  }
  const stat = fs.fstatSync(descriptor)
  if (!stat.isFile()) {
    fs.closeSync(descriptor)
    return undefined
  }
  const etag = `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}-${stat.ino.toString(36)}"`
  return { descriptor, size: stat.size, etag, modified: stat.mtime.toUTCString() }
}
