import http, { type RequestListener } from 'node:http'
import http2 from 'node:http2'
import net from 'node:net'

/** What an HTTP/2 connection begins with when both sides know beforehand that it is one (RFC 9113, 3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

const FLOW_CONTROL_WINDOW = 16 * 1024 * 1024

type Http2Listener = (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void

export interface OnePortServer {
  readonly port: number
  readonly close: () => Promise<void>
}

/**
 * Serves plaintext HTTP/2 (native gRPC) and HTTP/1.1 (gRPC-Web, the dashboard, blobs) on one port, told apart by the first
 * bytes of a connection. gRPC clients may ping as often as they like.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @throws when the port is taken or may not be used
 */
export async function listenOnOnePort(
  host: string,
  port: number,
  onHttp1: RequestListener,
  onHttp2: Http2Listener,
): Promise<OnePortServer> {
  const http1 = http.createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, onHttp1)
  const h2 = http2.createServer(
    { settings: { initialWindowSize: FLOW_CONTROL_WINDOW, maxConcurrentStreams: 1000 } },
    onHttp2,
  )
  h2.on('session', (session) => {
    session.setLocalWindowSize(FLOW_CONTROL_WINDOW)
    // A client that breaks the connection is its own affair.
    session.on('error', () => undefined)
  })
  const sockets = new Set<net.Socket>()

  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let head: Buffer = Buffer.alloc(0)
    const look = () => {
      const chunk = socket.read() as Buffer | null
      if (chunk === null) return
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
      const known = Math.min(head.length, PREFACE.length)
      const http2Likely = head.subarray(0, known).equals(PREFACE.subarray(0, known))
      if (http2Likely && known < PREFACE.length) return
      socket.off('readable', look)
      socket.unshift(head)
      ;(http2Likely ? h2 : http1).emit('connection', socket)
    }
    socket.on('readable', look)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')

  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
