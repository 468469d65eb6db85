import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { create, toBinary } from '@bufbuild/protobuf'
import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-node'
import * as grpc from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GetVersionResponseSchema } from '../src/api/gen/flyteidl/admin/version_pb'
import { AdminService } from '../src/api/gen/flyteidl/service/admin_pb'
import { passGrpcWebCall } from './grpc-web'
import { Upstream } from './upstream'

type UnaryHandler = grpc.handleUnaryCall<Buffer, Buffer>

const MEGABYTE = 1024 * 1024

/** A real gRPC server with one method, and the gateway before it. */
class Fixture {
  readonly #grpc = new grpc.Server({
    'grpc.max_receive_message_length': 64 * MEGABYTE,
    'grpc.max_send_message_length': 64 * MEGABYTE,
  })
  #http: http.Server | undefined
  #upstream: Upstream | undefined
  origin = ''

  async start(handler: UnaryHandler): Promise<Client<typeof AdminService>> {
    const raw = (bytes: Buffer) => bytes
    this.#grpc.addService(
      {
        GetVersion: {
          path: '/flyteidl.service.AdminService/GetVersion',
          requestStream: false,
          responseStream: false,
          requestSerialize: raw,
          requestDeserialize: raw,
          responseSerialize: raw,
          responseDeserialize: raw,
        },
      },
      { GetVersion: handler },
    )
    const port = await new Promise<number>((resolve, reject) =>
      this.#grpc.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    )
    return this.serve(`127.0.0.1:${port}`)
  }

  async serve(endpoint: string): Promise<Client<typeof AdminService>> {
    const upstream = new Upstream({ endpoint, insecure: true })
    this.#upstream = upstream
    const server = http.createServer((request, response) =>
      passGrpcWebCall(upstream, request, response, request.url ?? '', { 'x-added': 'by the gateway' }),
    )
    this.#http = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return createClient(
      AdminService,
      createGrpcWebTransport({ baseUrl: this.origin, httpVersion: '1.1', readMaxBytes: 64 * MEGABYTE }),
    )
  }

  stopGrpc(): void {
    this.#grpc.forceShutdown()
  }

  close(): void {
    this.#grpc.forceShutdown()
    this.#upstream?.close()
    this.#http?.closeAllConnections()
    this.#http?.close()
  }
}

function answer(build: string): Buffer {
  return Buffer.from(
    toBinary(GetVersionResponseSchema, create(GetVersionResponseSchema, { controlPlaneVersion: { Build: build } })),
  )
}

async function failure(call: Promise<unknown>): Promise<ConnectError> {
  try {
    await call
  } catch (error) {
    return ConnectError.from(error)
  }
  throw new Error('The call succeeded.')
}

describe('gRPC-Web to gRPC', () => {
  let fixture: Fixture
  beforeEach(() => {
    fixture = new Fixture()
  })
  afterEach(() => fixture.close())

  test('passes a message, request metadata, response metadata and trailers', async () => {
    let seen: grpc.Metadata | undefined
    const client = await fixture.start((call, done) => {
      seen = call.metadata
      const head = new grpc.Metadata()
      head.set('x-head', 'first')
      call.sendMetadata(head)
      const tail = new grpc.Metadata()
      tail.set('x-tail', 'last')
      tail.set('x-data-bin', Buffer.from([0, 1, 255]))
      done(null, answer('seven'), tail)
    })
    const headers = new Headers()
    const trailers = new Headers()
    const response = await client.getVersion(
      {},
      {
        headers: { 'x-mine': 'hello', cookie: 'secret' },
        onHeader: (values) => values.forEach((value, name) => headers.set(name, value)),
        onTrailer: (values) => values.forEach((value, name) => trailers.set(name, value)),
      },
    )
    expect(response.controlPlaneVersion?.Build).toBe('seven')
    expect(seen?.get('x-mine')).toEqual(['hello'])
    expect(seen?.get('x-added')).toEqual(['by the gateway'])
    expect(seen?.get('cookie')).toEqual([])
    expect(headers.get('x-head')).toBe('first')
    expect(trailers.get('x-tail')).toBe('last')
    expect(trailers.get('x-data-bin')).toBe('AAH/')
  })

  test('keeps the code and the text of an error, also when it comes with trailers only', async () => {
    const client = await fixture.start((_call, done) =>
      done({ code: grpc.status.NOT_FOUND, details: 'no such thing: ü, 50 %' }),
    )
    const error = await failure(client.getVersion({}))
    expect([error.code, error.rawMessage]).toEqual([Code.NotFound, 'no such thing: ü, 50 %'])
  })

  test('carries a message of 20 MB', async () => {
    const client = await fixture.start((_call, done) => done(null, answer('x'.repeat(20 * MEGABYTE))))
    const response = await client.getVersion({})
    expect(response.controlPlaneVersion?.Build.length).toBe(20 * MEGABYTE)
  })

  test('passes the deadline on', async () => {
    const deadlines: number[] = []
    const client = await fixture.start((call, done) => {
      deadlines.push(+call.getDeadline())
      done(null, answer(''))
    })
    const before = Date.now()
    await client.getVersion({}, { timeoutMs: 30_000 })
    const [left = 0] = deadlines.map((deadline) => deadline - before)
    expect(left).toBeGreaterThan(20_000)
    expect(left).toBeLessThan(31_000)
  })

  test('cancels the upstream call of a client that disconnects, and goes on serving', async () => {
    let cancelled: () => void = () => undefined
    const sawCancel = new Promise<void>((resolve) => (cancelled = resolve))
    let arrived: () => void = () => undefined
    const sawCall = new Promise<void>((resolve) => (arrived = resolve))
    let calls = 0
    const client = await fixture.start((call, done) => {
      calls += 1
      if (calls > 1) {
        done(null, answer('still here'))
        return
      }
      call.on('cancelled', () => cancelled())
      arrived()
    })
    const controller = new AbortController()
    const lost = failure(client.getVersion({}, { signal: controller.signal }))
    await sawCall
    controller.abort()
    await sawCancel
    expect((await lost).code).toBe(Code.Canceled)
    expect((await client.getVersion({})).controlPlaneVersion?.Build).toBe('still here')
  })

  test('says UNAVAILABLE when the server dies during a call', async () => {
    const client = await fixture.start(() => setImmediate(() => fixture.stopGrpc()))
    expect((await failure(client.getVersion({}))).code).toBe(Code.Unavailable)
  })

  test('says UNAVAILABLE, and which address, when nothing listens there', async () => {
    const client = await fixture.serve('127.0.0.1:1')
    const error = await failure(client.getVersion({}))
    expect(error.code).toBe(Code.Unavailable)
    expect(error.rawMessage).toContain('http://127.0.0.1:1')
  })

  test('says that a server is no gRPC server', async () => {
    const { default: http2 } = await import('node:http2')
    const web = http2.createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<p>hello</p>')
    })
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const client = await fixture.serve(`127.0.0.1:${(web.address() as AddressInfo).port}`)
    const error = await failure(client.getVersion({}))
    web.close()
    expect(error.rawMessage).toContain('does not speak gRPC')
  })

  test('refuses what is no gRPC-Web', async () => {
    await fixture.start((_call, done) => done(null, answer('')))
    const response = await fetch(`${fixture.origin}/flyteidl.service.AdminService/GetVersion`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(415)
  })
})
