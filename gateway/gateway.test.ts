import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Code, ConnectError, createRouterTransport, type ServiceImpl } from '@connectrpc/connect'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DataProxyService } from '../src/api/gen/flyteidl/service/dataproxy_pb'
import { createGateway } from './gateway'
import { LOOPBACK_HOSTS } from './origin-check'
import type { PageConfig } from './page-config'

const PAGE: PageConfig = {
  basePath: '/team/flyte',
  mode: 'remote',
  endpoint: 'flyte.example.net',
  version: '1.2.3',
  defaultProject: '</script><b>',
  defaultDomain: 'development',
  localOrigin: null,
  settings: [],
}

const SCRIPT = `export default ${JSON.stringify('x'.repeat(2000))}`

let folder = ''
let origin = ''
let closing: (() => void)[] = []

async function listen(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function start(data: Partial<ServiceImpl<typeof DataProxyService>> = {}): Promise<void> {
  const gateway = await createGateway({
    page: PAGE,
    appDir: folder,
    rpc: (_request, response, path) => response.end(`rpc ${path}`),
    transport: createRouterTransport((router) => router.service(DataProxyService, data)),
    origins: { hosts: LOOPBACK_HOSTS },
  })
  closing.push(() => void gateway.close())
  origin = await listen(gateway.handler)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contrail-gateway-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<html><head><script type="module" src="./assets/app.js"></script><link rel="stylesheet" href="./assets/app.css" /></head><body></body></html>',
  )
  writeFileSync(join(folder, 'assets', 'app.js'), SCRIPT)
  writeFileSync(join(folder, 'assets', 'app.js.gz'), gzipSync(SCRIPT))
})
afterEach(() => {
  for (const close of closing) close()
  closing = []
  rmSync(folder, { recursive: true })
})

describe('the application', () => {
  test('is the same page for every URL below the base path, with its configuration and a fresh nonce', async () => {
    await start()
    const first = await fetch(`${origin}/team/flyte/projects/a/domains/b/executions/c.d?x=1`)
    const html = await first.text()
    expect(first.status).toBe(200)
    expect(html).toContain('src="/team/flyte/assets/app.js"')
    expect(html).toContain('href="/team/flyte/assets/app.css"')
    expect(html).not.toContain('</script><b>')
    const config: unknown = JSON.parse(/id="contrail-config">(.*?)<\/script>/.exec(html)?.[1] ?? '')
    expect(config).toEqual(PAGE)
    const nonce = /<script nonce="([^"]+)" type="module"/.exec(html)?.[1] ?? ''
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`'nonce-${nonce}'`)
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1]
    expect(scripts).toBe(`'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`)
    const second = await fetch(`${origin}/team/flyte/`)
    expect(await second.text()).not.toContain(nonce)
  })

  test.each(['', '/', '/index.html', '/nothing.txt'])(
    'is there at the base path and wherever no file is: %s',
    async (path) => {
      await start()
      const response = await fetch(`${origin}/team/flyte${path}`, { headers: { 'accept-encoding': 'identity' } })
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
      expect(await response.text()).toContain('contrail-config')
    },
  )

  test('serves assets compressed and for good, and says when one is missing', async () => {
    await start()
    const asset = await fetch(`${origin}/team/flyte/assets/app.js`, { headers: { 'accept-encoding': 'gzip' } })
    expect(asset.headers.get('content-encoding')).toBe('gzip')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    expect(asset.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await asset.text()).toBe(SCRIPT)
    expect((await fetch(`${origin}/team/flyte/assets/old.js`)).status).toBe(404)
    expect((await fetch(`${origin}/team/flyte/assets/..%2f..%2f..%2fetc%2fpasswd`)).status).not.toBe(200)
  })

  test('answers health checks and leads the root to the base path', async () => {
    await start()
    expect((await fetch(`${origin}/team/flyte/healthz`)).status).toBe(200)
    expect((await fetch(`${origin}/healthcheck`)).status).toBe(200)
    const root = await fetch(`${origin}/`, { redirect: 'manual' })
    expect([root.status, root.headers.get('location')]).toEqual([302, '/team/flyte/'])
  })

  test('hands calls on without the base path', async () => {
    await start()
    const call = await fetch(`${origin}/team/flyte/rpc/flyteidl.service.AdminService/GetVersion`, {
      method: 'POST',
      headers: { 'content-type': 'application/grpc-web+proto' },
    })
    expect(await call.text()).toBe('rpc /flyteidl.service.AdminService/GetVersion')
  })
})

describe('pages of other origins', () => {
  function get(headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      http
        .get(`${origin}/team/flyte/healthz`, { headers }, (answer) => resolve(answer.resume().statusCode ?? 0))
        .on('error', reject)
    })
  }

  test.each([
    ['a foreign origin', { origin: 'http://evil.example' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['a name that only points here', { host: 'evil.example:80' }, 403],
    ['a link from elsewhere', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
    ['the page itself', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 200],
  ])('%s', async (_name, headers, status) => {
    await start()
    expect(await get(headers)).toBe(status)
  })
})

describe('blobs, decks and uploads', () => {
  const bytes = Buffer.from('0123456789')

  async function store(): Promise<string> {
    return listen((request, response) => {
      if (request.method === 'PUT') {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          uploads.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
          response.writeHead(200).end()
        })
        return
      }
      if (request.headers.range === 'bytes=2-4') {
        response.writeHead(206, { 'content-range': 'bytes 2-4/10', 'content-length': 3, 'content-type': 'text/html' })
        response.end(bytes.subarray(2, 5))
        return
      }
      response
        .writeHead(200, { 'content-length': bytes.length, 'content-type': 'text/html', 'set-cookie': 'a=b' })
        .end(bytes)
    })
  }
  let uploads: { headers: http.IncomingHttpHeaders; body: string }[] = []
  beforeEach(() => {
    uploads = []
  })

  test('a blob streams through its signed link, in ranges too, as an attachment of no type', async () => {
    const asked: string[] = []
    const base = await store()
    await start({
      createDownloadLocation: ({ nativeUrl }) => {
        asked.push(nativeUrl)
        return { signedUrl: `${base}/signed` }
      },
    })
    const uri = 's3://bucket/a b/ü.html'
    const whole = await fetch(`${origin}/team/flyte/blob?uri=${encodeURIComponent(uri)}`)
    expect(asked).toEqual([uri])
    expect(await whole.text()).toBe('0123456789')
    expect(whole.headers.get('content-type')).toBe('application/octet-stream')
    expect(whole.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%BC.html")
    expect(whole.headers.get('set-cookie')).toBeNull()
    const part = await fetch(`${origin}/team/flyte/blob?uri=x`, { headers: { range: 'bytes=2-4' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  })

  test('a refusal keeps its meaning', async () => {
    await start({
      createDownloadLocation: () => {
        throw new ConnectError('object not found', Code.NotFound)
      },
    })
    const response = await fetch(`${origin}/team/flyte/blob?uri=x`)
    expect([response.status, await response.json()]).toEqual([404, { code: 'NotFound', message: 'object not found' }])
    expect((await fetch(`${origin}/team/flyte/blob`)).status).toBe(400)
  })

  test('a deck comes with a policy that takes its origin away', async () => {
    const base = await store()
    await start({ createDownloadLink: () => ({ preSignedUrls: { signedUrl: [`${base}/deck`] } }) })
    const deck = await fetch(`${origin}/team/flyte/deck?project=p&domain=d&execution=e&node=n0`)
    expect(deck.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(deck.headers.get('content-security-policy')).toMatch(/^sandbox allow-scripts(?!.*allow-same-origin)/)
  })

  test('an upload goes to the signed link with its checksum and the headers that the store wants', async () => {
    const base = await store()
    await start({
      createUploadLocation: ({ filename, contentMd5 }) => ({
        signedUrl: `${base}/up`,
        nativeUrl: `s3://b/${filename}/${Buffer.from(contentMd5).toString('hex')}`,
        headers: { 'x-amz-meta-flyteContentMD5': 'sum', 'Content-Length': '24' },
      }),
    })
    const response = await fetch(`${origin}/team/flyte/upload?project=p&domain=d&filename=f.txt`, {
      method: 'PUT',
      headers: { 'content-md5': Buffer.from('md5').toString('base64') },
      body: 'hello',
    })
    expect(await response.json()).toEqual({ nativeUrl: `s3://b/f.txt/${Buffer.from('md5').toString('hex')}` })
    expect(uploads.map(({ body }) => body)).toEqual(['hello'])
    expect(uploads[0]?.headers).toMatchObject({
      'content-length': '5',
      'content-md5': Buffer.from('md5').toString('base64'),
      'x-amz-meta-flytecontentmd5': 'sum',
    })
  })
})
