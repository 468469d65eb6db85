import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { type ClientHttp2Stream, constants, type IncomingHttpHeaders } from 'node:http2'
import { Code } from '@connectrpc/connect'
import type { Upstream } from './upstream'

/** Request headers that belong to one hop, to HTTP/1.1, or to the browser, and must not reach flyteadmin. */
const NOT_FORWARDED = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'origin',
  'proxy-authorization',
  'proxy-connection',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-grpc-web',
  'x-user-agent',
])

/** Trailers of a gRPC reply that are no metadata. */
const NOT_TRAILERS = new Set(['content-type', 'content-length', 'date', 'server'])

/** The gRPC code for a reply that never was gRPC (https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md). */
const CODE_OF_HTTP_STATUS: Readonly<Record<number, Code>> = {
  400: Code.Internal,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.Unimplemented,
  429: Code.Unavailable,
  502: Code.Unavailable,
  503: Code.Unavailable,
  504: Code.Unavailable,
}

const TRAILER_FLAG = 0x80
const FRAME_HEADER_BYTES = 5

/** One gRPC-Web frame that carries trailers as HTTP/1.1 header lines. */
function trailerFrame(trailers: Readonly<Record<string, string | readonly string[] | undefined>>): Buffer {
  let lines = ''
  for (const [name, value] of Object.entries(trailers)) {
    if (value === undefined || name.startsWith(':') || NOT_TRAILERS.has(name)) continue
    for (const one of typeof value === 'string' ? [value] : value) lines += `${name}: ${one}\r\n`
  }
  const text = Buffer.from(lines, 'latin1')
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + text.length)
  frame[0] = TRAILER_FLAG
  frame.writeUInt32BE(text.length, 1)
  text.copy(frame, FRAME_HEADER_BYTES)
  return frame
}

function upstreamHeaders(
  request: IncomingMessage,
  path: string,
  subtype: string,
  extra: Readonly<Record<string, string>>,
) {
  const headers: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':path': path,
    'content-type': `application/grpc${subtype}`,
    te: 'trailers',
    'user-agent': 'contrail-gateway',
  }
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !NOT_FORWARDED.has(name) && !name.startsWith('sec-')) headers[name] = value
  }
  return Object.assign(headers, extra)
}

function responseHeaders(upstream: IncomingHttpHeaders, subtype: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { 'content-type': `application/grpc-web${subtype}`, 'cache-control': 'no-store' }
  for (const [name, value] of Object.entries(upstream)) {
    if (name.startsWith(':') || NOT_TRAILERS.has(name) || name === 'grpc-status' || name === 'grpc-message') continue
    if (name === 'connection' || name === 'transfer-encoding') continue
    headers[name] = value
  }
  return headers
}

/**
 * Passes one gRPC-Web call on to gRPC and its answer back, without looking into messages: the frames of both protocols are
 * the same, only trailers travel differently. Deadlines (`grpc-timeout`) and metadata pass as headers; a browser that goes
 * away cancels the upstream call.
 *
 * @param path the method, as `/flyteidl.service.AdminService/GetVersion`
 * @param metadata headers to add, such as a token that the browser never sees
 */
export function passGrpcWebCall(
  upstream: Upstream,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  metadata: Readonly<Record<string, string>> = {},
): void {
  const contentType = request.headers['content-type'] ?? ''
  if (request.method !== 'POST' || !/^application\/grpc-web(\+|;|$)/.test(contentType)) {
    response.writeHead(415, { 'content-type': 'text/plain; charset=utf-8', accept: 'application/grpc-web+proto' })
    response.end('This address takes gRPC-Web calls: POST with content-type application/grpc-web+proto.\n')
    return
  }
  const subtype = /\+[\w-]+/.exec(contentType)?.[0] ?? '+proto'

  const fail = (code: Code, message: string) => {
    if (response.writableEnded || response.destroyed) return
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': `application/grpc-web${subtype}`, 'cache-control': 'no-store' })
    }
    response.end(trailerFrame({ 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) }))
  }

  let stream: ClientHttp2Stream
  try {
    stream = upstream.session().request(upstreamHeaders(request, path, subtype, metadata))
  } catch (error) {
    fail(Code.Unavailable, `Cannot reach ${upstream.origin}: ${error instanceof Error ? error.message : String(error)}`)
    return
  }

  let trailers: IncomingHttpHeaders | undefined
  let answered = false
  let refused = false

  stream.on('response', (headers) => {
    answered = true
    const status = headers[':status'] ?? 0
    if (status !== 200) {
      refused = true
      fail(CODE_OF_HTTP_STATUS[status] ?? Code.Unknown, `${upstream.origin} answered with HTTP status ${status}`)
      stream.close(constants.NGHTTP2_CANCEL)
      return
    }
    const isGrpc = (headers['content-type'] ?? '').startsWith('application/grpc')
    if (!isGrpc) {
      refused = true
      fail(
        Code.Unknown,
        `${upstream.origin} does not speak gRPC: it answered with ${headers['content-type'] ?? 'no content type'}`,
      )
      stream.close(constants.NGHTTP2_CANCEL)
      return
    }
    // A reply without messages may bring its trailers, and its metadata with them, as headers.
    if (headers['grpc-status'] !== undefined) trailers = headers
    response.writeHead(200, responseHeaders(trailers ? {} : headers, subtype))
  })
  stream.on('trailers', (headers: IncomingHttpHeaders) => {
    trailers = headers
  })
  stream.on('data', (chunk: Buffer) => {
    if (refused || response.write(chunk)) return
    stream.pause()
    response.once('drain', () => stream.resume())
  })
  stream.on('end', () => {
    if (refused) return
    if (!answered) fail(Code.Unavailable, `${upstream.origin} closed the connection before it answered`)
    else if (!trailers) fail(Code.Unavailable, `${upstream.origin} went away in the middle of an answer`)
    else response.end(trailerFrame(trailers))
  })
  stream.on('error', (error: Error) => {
    if (refused) return
    refused = true
    fail(Code.Unavailable, `Cannot reach ${upstream.origin}: ${error.message}`)
  })
  stream.on('close', () => {
    if (!response.writableEnded) fail(Code.Unavailable, `${upstream.origin} went away before the call was complete`)
  })
  response.on('close', () => {
    // Resetting a stream that has ended would bring the whole session down under load.
    if (!response.writableFinished && !stream.closed) stream.close(constants.NGHTTP2_CANCEL)
  })
  request.on('error', () => stream.close(constants.NGHTTP2_CANCEL))
  request.pipe(stream)
}
