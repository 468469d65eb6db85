import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Headers of a store's answer that say something about the bytes. */
const PASSED_ON = ['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'] as const

function clientFor(url: URL): typeof http | typeof https {
  if (url.protocol === 'https:') return https
  if (url.protocol === 'http:') return http
  throw new Error(`The store's link is no web address: ${url.protocol}//…`)
}

/**
 * Streams what a signed link gives into `reply`; `range` and conditions pass on. Only links that the control plane has
 * signed come here, never an address that a page named.
 *
 * @returns when the store has begun to answer
 */
export function streamSigned(
  link: string,
  method: 'GET' | 'HEAD',
  range: string | undefined,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const url = new URL(link)
  return new Promise((resolve, reject) => {
    const request = clientFor(url).request(url, { method, headers: range ? { range } : {} }, (answer) => {
      const status = answer.statusCode ?? 502
      for (const name of PASSED_ON) {
        const value = answer.headers[name]
        if (value !== undefined) reply.header(name, value)
      }
      if (status >= 400) reply.header('content-type', 'text/plain; charset=utf-8')
      else reply.headers(headers)
      reply.code(status === 403 || status >= 500 ? 502 : status)
      resolve(reply.send(answer))
    })
    request.on('error', reject)
    reply.raw.on('close', () => request.destroy())
    request.end()
  })
}

/**
 * Sends `body` to a signed link.
 *
 * @param length bytes in `body`
 * @returns the store's HTTP status and, when it refused, its words
 */
export function sendSigned(
  link: string,
  body: Readable,
  length: number,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly text: string }> {
  const url = new URL(link)
  return new Promise((resolve, reject) => {
    const request = clientFor(url).request(
      url,
      { method: 'PUT', headers: { ...headers, 'content-length': length } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          if (text.length < 4096) text += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 502, text }))
        answer.on('error', reject)
      },
    )
    request.on('error', reject)
    body.on('error', (error) => request.destroy(error))
    // A body that ends early would leave the store waiting for the rest.
    body.on('close', () => {
      if (!body.readableEnded) request.destroy(new Error('The upload was cut short.'))
    })
    body.pipe(request)
  })
}
