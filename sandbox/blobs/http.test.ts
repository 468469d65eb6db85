import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ControlPlane } from '../control-plane'
import { openDatabase } from '../store/database'
import { type BlobStore, openBlobStore } from './blob-store'
import { handleBlobRequest } from './http'
import { parseRange } from './serve-file'

const NOW = 1_700_000_000_000
let dataDir: string
let blobs: BlobStore
let server: http.Server
let origin: string

beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-http-'))
  blobs = openBlobStore(dataDir)
  const cp: ControlPlane = {
    settings: {
      dataDir,
      publicOrigin: 'http://localhost',
      endpoint: 'localhost:1',
      python: undefined,
      maxTasks: 1,
      secretsDir: undefined,
      codeDir: dataDir,
    },
    db: openDatabase(':memory:'),
    blobs,
    now: () => BigInt(NOW) * 1_000_000n,
    engine: undefined,
  }
  server = http.createServer((request, response) => {
    if (!handleBlobRequest(cp, request, response)) response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  fs.rmSync(dataDir, { recursive: true, force: true })
})

const file = (name: string) => blobs.uploadUri('p', 'd', 'ENV4======', name)
const md5 = (text: string) => createHash('md5').update(text).digest('base64')

function url(uri: string, access: 'read' | 'write', contentMd5?: string): string {
  return origin + blobs.urls.sign({ access, uri, expiresAt: NOW + 1000, contentMd5 })
}

function put(target: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(target, { method: 'PUT', body, headers })
}

describe('PUT /blobs', () => {
  it('stores a body under its own name', async () => {
    const uri = file('in put.txt')
    const answer = await put(url(uri, 'write', md5('hello')), 'hello', { 'Content-MD5': md5('hello') })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(fs.readFileSync(uri, 'utf8')).toBe('hello')
    expect((await put(url(uri, 'write'), 'again')).status).toBe(200)
    expect(fs.readFileSync(uri, 'utf8')).toBe('again')
  })

  it.each([
    ['its header', undefined, md5('other')],
    ['the URL', md5('other'), undefined],
    ['the URL, though the header has it', md5('other'), md5('hello')],
  ])('stores nothing when the body has not the MD5 of %s', async (_what, signed, header) => {
    const uri = file('f')
    const answer = await put(url(uri, 'write', signed), 'hello', header === undefined ? {} : { 'Content-MD5': header })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(md5('hello'))
    expect(blobs.exists(uri)).toBe(false)
  })

  it('refuses a header that is no MD5, and takes an empty one as none', async () => {
    expect((await put(url(file('f'), 'write'), 'x', { 'Content-MD5': 'nonsense' })).status).toBe(400)
    expect((await put(url(file('f'), 'write'), 'x', { 'Content-MD5': '' })).status).toBe(200)
  })

  it('stores nothing of a body that breaks off', async () => {
    const uri = file('f')
    const request = http.request(url(uri, 'write'), { method: 'PUT', headers: { 'Content-Length': 100 } })
    const unfinished = path.dirname(blobs.startWrite())
    await new Promise<void>((resolve) => {
      server.once('request', (incoming: http.IncomingMessage) => {
        incoming.once('data', () => {
          incoming.once('close', resolve)
          request.destroy()
        })
      })
      request.on('error', () => undefined)
      request.write('half of it')
    })
    await expect.poll(() => fs.readdirSync(unfinished)).toEqual([])
    expect(blobs.exists(uri)).toBe(false)
  })

  it('says what is in the way', async () => {
    await put(url(file('f'), 'write'), 'x')
    expect((await put(url(file('f/g'), 'write'), 'x')).status).toBe(409)
    expect((await put(url('/etc/passwd', 'write'), 'x')).status).toBe(400)
  })
})

describe('GET /blobs', () => {
  beforeEach(() => {
    blobs.write(file('f.csv'), Buffer.from('0123456789'))
  })

  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    fetch(url(file('f.csv'), 'read'), { method, headers })

  it('sends the whole', async () => {
    const answer = await get()
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('0123456789')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-length': '10',
      'content-type': 'text/csv; charset=utf-8',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as string,
    })
  })

  it('sends a range', async () => {
    const answer = await get({ Range: 'bytes=2-4' })
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ])
  })

  it('says where the file ends', async () => {
    const answer = await get({ Range: 'bytes=10-' })
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  })

  it('answers HEAD without a body', async () => {
    const answer = await get({}, 'HEAD')
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '10', ''])
  })

  it('knows what the client has', async () => {
    const etag = (await get()).headers.get('etag') ?? ''
    expect((await get({ 'If-None-Match': etag })).status).toBe(304)
    expect((await get({ Range: 'bytes=0-0', 'If-Range': etag })).status).toBe(206)
    blobs.write(file('f.csv'), Buffer.from('another'))
    expect((await get({ 'If-None-Match': etag })).status).toBe(200)
    expect((await get({ Range: 'bytes=0-0', 'If-Range': etag })).status).toBe(200)
  })

  it('sends a growing file up to where it was, and the rest on the next request', async () => {
    const uri = file('log')
    blobs.write(uri, Buffer.from('one\n'))
    const first = await fetch(url(uri, 'read'))
    fs.appendFileSync(uri, 'two\n')
    expect(await first.text()).toBe('one\n')
    const second = await fetch(url(uri, 'read'), { headers: { Range: 'bytes=4-' } })
    expect(await second.text()).toBe('two\n')
  })

  it('sends an empty file', async () => {
    blobs.write(file('empty'), new Uint8Array())
    const answer = await fetch(url(file('empty'), 'read'))
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect((await fetch(url(file('empty'), 'read'), { headers: { Range: 'bytes=0-' } })).status).toBe(416)
  })

  it.each([
    ['what is not there', () => url(file('none'), 'read'), 404, 'There is no file'],
    ['a folder', () => url(path.dirname(file('x')), 'read'), 404, 'There is no file'],
    ['another store', () => url('s3://bucket/key', 'read'), 404, 'not s3://bucket/key'],
    ['a file of the machine', () => url('/etc/passwd', 'read'), 404, 'Only files in the blob folder'],
    ['an unsigned path', () => `${origin}/blobs/uploads/p/d/ENV4======/f.csv`, 403, 'signature'],
    ['a link for writing', () => url(file('f.csv'), 'write'), 403, 'does not allow GET'],
    [
      'a link that has ended',
      () => origin + blobs.urls.sign({ access: 'read', uri: file('f.csv'), expiresAt: NOW }),
      403,
      'expired',
    ],
  ])('refuses %s', async (_what, target, status, text) => {
    const answer = await fetch(target())
    expect(answer.status).toBe(status)
    expect(await answer.text()).toContain(text)
  })

  it('leaves other paths and refuses other methods', async () => {
    expect((await fetch(`${origin}/other`)).status).toBe(418)
    expect((await fetch(url(file('f.csv'), 'read'), { method: 'DELETE' })).status).toBe(405)
    expect((await put(url(file('f.csv'), 'read'), 'x')).status).toBe(403)
  })
})

describe('parseRange', () => {
  it.each([
    [undefined, 'whole'],
    ['', 'whole'],
    ['lines=0-1', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=3-2', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-', { start: 0, end: 9 }],
    ['bytes=9-', { start: 9, end: 9 }],
    ['bytes = 1 - 20', { start: 1, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=10-', 'unsatisfiable'],
  ])('%j of ten bytes is %j', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected)
  })
})
