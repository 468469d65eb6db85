import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SignedUrls, type UrlGrant } from './signed-urls'

let dataDir: string
let urls: SignedUrls
const root = '/data/blobs'

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-urls-'))
  urls = new SignedUrls(dataDir, root)
})

afterEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true })
})

const grant: UrlGrant = {
  access: 'write',
  uri: `${root}/uploads/p/d/ENV4======/in put.txt`,
  expiresAt: 2000,
  contentMd5: 'x/+=',
}

describe('SignedUrls', () => {
  it('encodes names in the URL only', () => {
    expect(urls.sign(grant)).toMatch(
      /^\/blobs\/uploads\/p\/d\/ENV4%3D%3D%3D%3D%3D%3D\/in%20put\.txt\?expires=2000&access=write&md5=/,
    )
  })

  it('gives back what was signed, as an HTTP client sends it, also after a restart', () => {
    const uris = fc.oneof(
      fc
        .array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 })
        .map((names) => `${root}/a${names.join('/')}`),
      fc.string({ unit: 'grapheme' }),
    )
    const grants = fc.record({
      access: fc.constantFrom('read' as const, 'write' as const),
      uri: uris.filter((uri) => !/(^|\/)\.{1,2}(\/|$)/.test(uri)),
      expiresAt: fc.integer({ min: 1001, max: 1e14 }),
      contentMd5: fc.option(fc.base64String(), { nil: undefined }),
    })
    const restarted = new SignedUrls(dataDir, root)
    fc.assert(
      fc.property(grants, (signed) => {
        const sent = new URL(urls.sign(signed), 'http://localhost')
        expect(restarted.verify(sent.pathname + sent.search, 1000)).toEqual(signed)
      }),
    )
  })

  it('ends', () => {
    const url = urls.sign(grant)
    expect(urls.verify(url, 1999)).toEqual(grant)
    expect(urls.verify(url, 2000)).toBe('expired')
  })

  it.each([
    ['no signature', (url: string) => url.replace(/&signature=.*/, '')],
    ['another signature', (url: string) => url.replace(/signature=..../, 'signature=AAAA')],
    ['more time', (url: string) => url.replace('expires=2000', 'expires=20000')],
    ['time that is no number', (url: string) => url.replace('expires=2000', 'expires=1e9')],
    ['other access', (url: string) => url.replace('access=write', 'access=read')],
    ['no MD5', (url: string) => url.replace(/md5=[^&]*&/, '')],
    ['another file', (url: string) => url.replace('in%20put', 'out%20put')],
    ['a way up', (url: string) => url.replace('/in%20put.txt', '/%2e%2e/in%20put.txt')],
    ['broken encoding', (url: string) => url.replace('%20', '%2')],
    ['no query', () => '/blobs/x'],
    ['another path', () => '/logs/x?expires=1'],
  ])('refuses %s', (_what, change) => {
    expect(urls.verify(change(urls.sign(grant)), 1000)).toBe('invalid')
  })

  it('keeps its key from others', () => {
    expect(fs.statSync(path.join(dataDir, 'signing-key')).mode & 0o777).toBe(0o600)
    const other = fs.mkdtempSync(path.join(dataDir, 'other'))
    expect(new SignedUrls(other, root).verify(urls.sign(grant), 1000)).toBe('invalid')
  })

  it('makes a new key when the file was damaged', () => {
    fs.writeFileSync(path.join(dataDir, 'signing-key'), 'short')
    expect(new SignedUrls(dataDir, root).verify(urls.sign(grant), 1000)).toBe('invalid')
    expect(fs.statSync(path.join(dataDir, 'signing-key')).size).toBe(32)
  })
})
