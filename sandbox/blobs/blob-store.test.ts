import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BlobLocationError, type BlobStore, BlobTooLargeError, openBlobStore } from './blob-store'

const owner = { project: 'flytesnacks', domain: 'development', name: 'a1' }
const bytes = (text: string) => new TextEncoder().encode(text)

let dataDir: string
let store: BlobStore

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'contrail-blobs-'))
  store = openBlobStore(dataDir)
})

afterEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true })
})

describe('BlobStore', () => {
  it('keeps what was written, readable by everyone', () => {
    const uri = store.metadataUri(owner, 'n0', 'offloaded_inputs')
    store.write(uri, bytes('one'))
    store.write(uri, bytes('two'))
    expect(uri).toBe(`${store.root}/metadata/flytesnacks/development/a1/n0/offloaded_inputs`)
    expect(Buffer.from(store.read(uri) ?? []).toString()).toBe('two')
    expect(store.size(uri)).toBe(3)
    expect(fs.statSync(uri).mode & 0o777).toBe(0o644)
    expect(openBlobStore(dataDir).exists(uri)).toBe(true)
  })

  it('says undefined for what is not there, and refuses to read what is too large', () => {
    const uri = store.rawUri(owner, 'x')
    expect(store.read(uri)).toBeUndefined()
    expect(store.size(uri)).toBeUndefined()
    store.write(uri, bytes('12345'))
    expect(store.read(path.dirname(uri))).toBeUndefined()
    expect(store.read(`${uri}/below-a-file`)).toBeUndefined()
    expect(() => store.read(uri, 4)).toThrow(BlobTooLargeError)
  })

  it('forgets writes that a crash cut off', () => {
    const unfinished = store.startWrite()
    fs.writeFileSync(unfinished, 'half')
    expect(store.read(unfinished)).toBeUndefined()
    openBlobStore(dataDir)
    expect(fs.existsSync(unfinished)).toBe(false)
  })

  it('leaves nothing behind when a write fails', () => {
    const uri = store.rawUri(owner, 'file')
    store.write(uri, bytes('x'))
    expect(() => {
      store.write(`${uri}/below-a-file`, bytes('y'))
    }).toThrow()
    expect(fs.readdirSync(path.dirname(store.startWrite()))).toEqual([])
  })

  it('never leaves its folder', () => {
    const secret = path.join(dataDir, 'secret')
    fs.writeFileSync(secret, 'key')
    const inside = store.rawUri(owner, 'dir')
    fs.mkdirSync(inside, { recursive: true })
    fs.symlinkSync(secret, path.join(inside, 'file-link'))
    fs.symlinkSync(dataDir, path.join(inside, 'dir-link'))
    fs.symlinkSync('loop', path.join(inside, 'loop'))
    for (const uri of [
      secret,
      store.root,
      `${store.root}/`,
      `${store.root}/../secret`,
      `${store.root}/raw/../../secret`,
      `${store.root}x/secret`,
      `${inside}/file-link`,
      `${inside}/dir-link/secret`,
      `${inside}/loop`,
      `${inside}/a\0b`,
      'raw/flytesnacks',
      's3://bucket/key',
      `file://${inside}`,
      '',
    ]) {
      expect(store.read(uri), uri).toBeUndefined()
    }
    for (const uri of [secret, `${store.root}/../other`, `${inside}/dir-link/new/file`, `${inside}/a\0b`, 'x', '']) {
      expect(() => {
        store.write(uri, bytes('x'))
      }, uri).toThrow(BlobLocationError)
    }
    expect(fs.readdirSync(dataDir).sort()).toEqual(['blobs', 'secret', 'signing-key'])
    expect(fs.readFileSync(secret, 'utf8')).toBe('key')
  })

  it('replaces a link rather than write through it', () => {
    const target = path.join(dataDir, 'target')
    fs.writeFileSync(target, 'old')
    const uri = store.rawUri(owner, 'link')
    fs.mkdirSync(path.dirname(uri), { recursive: true })
    fs.symlinkSync(target, uri)
    store.write(uri, bytes('new'))
    expect(fs.readFileSync(target, 'utf8')).toBe('old')
    expect(Buffer.from(store.read(uri) ?? []).toString()).toBe('new')
  })

  it('builds locations that stay below the folder from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const uri = store.metadataUri({ project: a, domain: b, name: a }, b, a)
        expect(store.contains(uri)).toBe(true)
        expect(uri.split('/')).toHaveLength(store.root.split('/').length + 6)
      }),
    )
  })

  it.each([
    ['in put.txt', 'in put.txt'],
    ['ENV4======.csv', 'ENV4======.csv'],
    ['sub//./folder/file', 'sub/folder/file'],
    ['.hidden', '.hidden'],
  ])('keeps the upload name %j', (file, expected) => {
    const uri = store.uploadUri('p', 'd', 'ENV4======', file)
    expect(uri).toBe(`${store.root}/uploads/p/d/ENV4======/${expected}`)
    store.write(uri, bytes('x'))
    expect(store.exists(uri)).toBe(true)
  })

  it.each(['', '/', '.', '..', 'a/../b', 'a\0', 'x'.repeat(256)])('refuses the upload name %j', (file) => {
    expect(() => store.uploadUri('p', 'd', 'f', file)).toThrow(BlobLocationError)
  })
})
