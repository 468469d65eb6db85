import http from 'node:http'
import http2 from 'node:http2'
import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { listenOnOnePort, type OnePortServer } from './one-port'

let server: OnePortServer | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

async function start(): Promise<number> {
  server = await listenOnOnePort(
    '127.0.0.1',
    0,
    (_request, response) => response.end('one'),
    (_request, response) => response.end('two'),
  )
  return server.port
}

function getHttp1(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get({ port, host: '127.0.0.1' }, (answer) => {
        let text = ''
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.on('end', () => resolve(text))
      })
      .on('error', reject)
  })
}

function getHttp2(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const session = http2.connect(`http://127.0.0.1:${port}`)
    session.on('error', reject)
    const stream = session.request({ ':path': '/' })
    let text = ''
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    stream.on('end', () => {
      session.close()
      resolve(text)
    })
  })
}

test('tells HTTP/1.1 and HTTP/2 apart on the same port', async () => {
  const port = await start()
  expect(await Promise.all([getHttp1(port), getHttp2(port), getHttp1(port)])).toEqual(['one', 'two', 'one'])
})

test('recognises HTTP/1.1 that arrives byte by byte, and that begins like the HTTP/2 preface', async () => {
  const port = await start()
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
    for (const character of 'PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n') socket.write(character)
  })
  expect(answer).toMatch(/^HTTP\/1\.1 200/)
})

test('says that a port is taken', async () => {
  const port = await start()
  await expect(
    listenOnOnePort(
      '127.0.0.1',
      port,
      () => undefined,
      () => undefined,
    ),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
