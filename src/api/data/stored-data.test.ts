// @vitest-environment node
import { createServer, type Server } from 'node:http'
import { create, toBinary } from '@bufbuild/protobuf'
import { QueryClient } from '@tanstack/react-query'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LiteralMapSchema } from '../gen/flyteidl/core/literals_pb'
import { atFirstFile, blobHeadQuery, blobHref, readBlobRange } from './blob-reader'
import { storedLiteralMapQuery } from './literal-queries'

const text = new TextEncoder().encode('0123456789')
const literals = toBinary(
  LiteralMapSchema,
  create(LiteralMapSchema, { literals: { a: { hash: 'h' }, b: { hash: 'i' } } }),
)
const stored: Readonly<Record<string, Uint8Array | undefined>> = {
  's3://b/text': text,
  's3://b/empty': new Uint8Array(),
  's3://b/inputs.pb': literals,
}

/** Answers as the gateway does: ranges, 416 beyond the end, refusals as JSON. */
let server: Server
let base = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    const uri = new URL(request.url ?? '', 'http://localhost').searchParams.get('uri') ?? ''
    const bytes = stored[uri]
    if (!bytes) {
      response.writeHead(404, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: `There is no file at ${uri}.` }))
      return
    }
    const [, start = '0', end = '0'] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    if (Number(start) >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` })
      response.end()
      return
    }
    const part = bytes.subarray(Number(start), Number(end) + 1)
    response.writeHead(206, {
      'content-range': `bytes ${start}-${Number(start) + part.length - 1}/${bytes.length}`,
    })
    response.end(part)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('a part of a file, and how long the whole is', async () => {
  const { bytes, size } = await readBlobRange(base, 's3://b/text', 3, 4)
  expect([new TextDecoder().decode(bytes), size]).toEqual(['3456', 10])
})

test('an empty file has no first byte, and is no error', async () => {
  expect(await readBlobRange(base, 's3://b/empty', 0, 100)).toEqual({ bytes: new Uint8Array(), size: 0 })
})

test('a refusal is told in the words of the server', async () => {
  await expect(readBlobRange(base, 's3://b/none', 0, 1)).rejects.toMatchObject({
    kind: 'not-found',
    detail: 'There is no file at s3://b/none.',
  })
})

test('the first location with a file is taken; of none, the first is named', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { bytes } = await client.fetchQuery(blobHeadQuery(base, ['s3://b/none', 's3://b/text'], 2))
  expect(new TextDecoder().decode(bytes)).toBe('01')
  await expect(atFirstFile(['s3://b/x', 's3://b/y'], (uri) => readBlobRange(base, uri, 0, 1))).rejects.toMatchObject({
    detail: 'There is no file at s3://b/x.',
  })
})

test('literals are read from where Flyte stored them', async () => {
  const { literals: read } = await new QueryClient().fetchQuery(storedLiteralMapQuery(base, 's3://b/inputs.pb'))
  expect(Object.keys(read).sort()).toEqual(['a', 'b'])
})

test('a location is passed on whole, whatever is in it', () => {
  expect(new URL(blobHref('http://h/console', 's3://b/a&b=c d#e')).searchParams.get('uri')).toBe('s3://b/a&b=c d#e')
})
