import type { RequestListener } from 'node:http'
import fastifyStatic from '@fastify/static'
import { type Client, createClient, type Transport } from '@connectrpc/connect'
import Fastify, { type FastifyReply } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DataProxyService } from '../src/api/gen/flyteidl/service/dataproxy_pb'
import { blobRoutes } from './blob-routes'
import { type OriginRules, refusal } from './origin-check'
import type { PageConfig } from './page-config'
import { commonHeaders, newNonce, pageHeaders } from './security-headers'
import { loadPage } from './static-app'

export interface GatewayOptions {
  readonly page: PageConfig
  /** Folder with the built application. */
  readonly appDir: string
  /** Answers one gRPC-Web call; `path` is the method without the base path. */
  readonly rpc: (request: IncomingMessage, response: ServerResponse, path: string) => void
  /** gRPC to the same control plane, for what the gateway asks itself (links to blobs). */
  readonly transport: Transport
  readonly origins: OriginRules
}

export interface Gateway {
  readonly handler: RequestListener
  readonly close: () => Promise<void>
}

const YEAR_SECONDS = 31_536_000

/**
 * The application below its base path, gRPC-Web calls, blobs, decks and uploads, and a health check. Knows nothing of what
 * any call means.
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { basePath } = options.page
  const renderPage = loadPage(options.appDir, options.page)
  const app = Fastify({ logger: false, exposeHeadRoutes: true, routerOptions: { ignoreTrailingSlash: false } })

  // Bodies are passed on as they come, whatever they say they are.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  app.addHook('onRequest', async (request, reply) => {
    const reason = refusal(request.raw, options.origins)
    if (reason) await reply.code(403).headers(commonHeaders).type('text/plain; charset=utf-8').send(`${reason}\n`)
  })

  const sendPage = (reply: FastifyReply) => {
    const nonce = newNonce()
    return reply
      .headers({ ...pageHeaders(nonce), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(renderPage(nonce))
  }

  let client: Client<typeof DataProxyService> | undefined
  const data = () => (client ??= createClient(DataProxyService, options.transport))

  await app.register(
    async (scope) => {
      scope.post('/rpc/:service/:method', (request, reply) => {
        reply.hijack()
        options.rpc(request.raw, reply.raw, (request.raw.url ?? '').slice(basePath.length + '/rpc'.length))
      })
      scope.get('/healthz', (_request, reply) => reply.headers(commonHeaders).send({ status: 'ok' }))
      scope.get('/config.json', (_request, reply) =>
        reply.headers({ ...commonHeaders, 'cache-control': 'no-store' }).send(options.page),
      )
      blobRoutes(scope, data)
      await scope.register(fastifyStatic, {
        root: options.appDir,
        preCompressed: true,
        index: false,
        wildcard: true,
        decorateReply: false,
        setHeaders(response, path) {
          for (const [name, value] of Object.entries(commonHeaders)) response.header(name, value)
          const hashed = /\/assets\/[^/]+$/.test(path)
          response.header(
            'cache-control',
            hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'public, max-age=300',
          )
        },
      })
      for (const path of ['/', '/index.html']) scope.get(path, (_request, reply) => sendPage(reply))
      scope.setNotFoundHandler((request, reply) => {
        const path = request.url.slice(basePath.length).split('?')[0] ?? ''
        const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(rpc|assets)\//.test(path)
        if (wantsPage) return sendPage(reply)
        return reply.code(404).headers(commonHeaders).type('text/plain; charset=utf-8').send('Nothing here.\n')
      })
    },
    { prefix: basePath },
  )

  app.get('/healthcheck', (_request, reply) => reply.headers(commonHeaders).send(''))
  if (basePath !== '') app.get('/', (_request, reply) => reply.redirect(`${basePath}/`))

  await app.ready()
  return { handler: (request, response) => app.routing(request, response), close: () => app.close() }
}
