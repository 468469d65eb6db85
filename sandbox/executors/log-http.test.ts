import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EngineBed } from '../engine/testing/engine-bed'
import { AttemptFolder, type AttemptId } from './attempt-folder'
import { handleLogRequest, logUri } from './log-http'

let bed: EngineBed
let server: http.Server
let origin: string

beforeAll(async () => {
  bed = EngineBed.open()
  server = http.createServer((request, response) => {
    if (!handleLogRequest(bed.cp, request, response)) response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.close()
  await bed.close()
})

function write(id: AttemptId, text: string): string {
  const { log } = AttemptFolder.of(bed.dataDir, id)
  fs.mkdirSync(path.dirname(log), { recursive: true })
  fs.appendFileSync(log, text)
  return logUri(origin, id)
}

const id = { execution: { project: 'p', domain: 'd', name: 'e' }, node: 'n0', attempt: 0 }

describe('the log of an attempt', () => {
  it('is served as text, whole, in part and as it grows', async () => {
    const uri = write(id, 'one\n')
    const whole = await fetch(uri)
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'one\n',
    ])
    write(id, 'two\n')
    const rest = await fetch(uri, { headers: { range: 'bytes=4-' } })
    expect([rest.status, await rest.text()]).toEqual([206, 'two\n'])
    const head = await fetch(uri, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '8'])
  })

  it('has its own place for each item, and for names of any kind', async () => {
    const odd = { execution: { project: 'p/..', domain: 'ä b', name: '%2e' }, node: '../../x', attempt: 3, index: 7 }
    expect(await (await fetch(write(odd, 'odd'))).text()).toBe('odd')
  })

  it.each([
    '/logs/p/d/e/n1/0',
    '/logs/p/d/e/n0/x',
    '/logs/p/d/e/n0',
    '/logs/p/d/e/n0/0/1/2',
    '/logs/p/d/e/n0/%ff',
    '/logs/../../e/n0/0',
  ])('is not at %s', async (url) => {
    expect((await fetch(origin + url)).status).not.toBe(200)
  })

  it('is only for reading', async () => {
    expect((await fetch(logUri(origin, id), { method: 'DELETE' })).status).toBe(405)
    expect((await fetch(`${origin}/other`)).status).toBe(418)
  })
})
