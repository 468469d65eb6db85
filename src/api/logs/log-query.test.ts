import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { logLines } from '../../domain/execution-log'
import { logQuery } from './log-query'

let body = Buffer.from('')
let ranges: (string | undefined)[] = []
let takesRanges = true
let server: Server
let origin: string

beforeEach(async () => {
  ranges = []
  takesRanges = true
  server = createServer((request, response) => {
    const range = request.headers.range
    if (request.method === 'GET') ranges.push(range)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('access-control-expose-headers', '*')
    const from = Number(/(\d+)-/.exec(range ?? '')?.[1] ?? 0)
    if (request.method === 'OPTIONS') response.end()
    else if (request.url === '/none') response.writeHead(404).end()
    else if (!takesRanges || range === undefined) response.end(body)
    else if (from >= body.length) response.writeHead(416).end()
    else {
      const part = body.subarray(from)
      response.writeHead(206, { 'content-range': `bytes ${from}-${from + part.length - 1}/${body.length}` }).end(part)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => server.close())

describe('logQuery', () => {
  it('reads on from where it was, and nothing twice', async () => {
    const client = new QueryClient()
    body = Buffer.from('one\ntwo')
    await client.fetchQuery(logQuery(`${origin}/log`, true, 1000))
    body = Buffer.from('one\ntwo and a half\n')
    const second = await client.fetchQuery(logQuery(`${origin}/log`, true, 1000))
    expect(logLines(second.log)).toEqual(['one', 'two and a half'])
    const third = await client.fetchQuery(logQuery(`${origin}/log`, true, 1000))
    expect([second.quiet, third.quiet]).toEqual([0, 1])
    expect(ranges).toEqual([undefined, 'bytes=6-', 'bytes=18-'])
  })

  it('stops where it may read no further, says so, and goes on from there', async () => {
    const client = new QueryClient()
    body = Buffer.from('0123456789\n'.repeat(10))
    const part = await client.fetchQuery(logQuery(`${origin}/log`, false, 50))
    expect(part).toMatchObject({ held: true, size: 110, log: { bytes: 50 } })
    const whole = await client.fetchQuery(logQuery(`${origin}/log`, false, 1000))
    expect(whole).toMatchObject({ held: false, final: true, log: { bytes: 110 } })
    expect(logLines(whole.log)).toHaveLength(10)
  })

  it('takes a server without ranges, an empty log, and says when there is none', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    takesRanges = false
    body = Buffer.from('a\nb\n')
    expect(logLines((await client.fetchQuery(logQuery(`${origin}/plain`, false, 1000))).log)).toEqual(['a', 'b'])
    takesRanges = true
    body = Buffer.from('')
    expect(logLines((await client.fetchQuery(logQuery(`${origin}/empty`, false, 1000))).log)).toEqual([])
    await expect(client.fetchQuery(logQuery(`${origin}/none`, false, 1000))).rejects.toMatchObject({
      kind: 'not-found',
    })
  })
})
