import { type Client, Code, ConnectError } from '@connectrpc/connect'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type DataProxyService, ArtifactType } from '../src/api/gen/flyteidl/service/dataproxy_pb'
import { commonHeaders, deckHeaders } from './security-headers'
import { sendSigned, streamSigned } from './signed-transfer'

const HTTP_STATUS_OF_CODE: Partial<Record<Code, number>> = {
  [Code.InvalidArgument]: 400,
  [Code.FailedPrecondition]: 400,
  [Code.Unauthenticated]: 401,
  [Code.PermissionDenied]: 403,
  [Code.NotFound]: 404,
  [Code.AlreadyExists]: 409,
  [Code.ResourceExhausted]: 429,
  [Code.Unimplemented]: 501,
  [Code.Unavailable]: 503,
  [Code.DeadlineExceeded]: 504,
}

const LINK_SECONDS = 300

/** An attachment of no type: whatever a blob holds, a browser that is led to it saves it and runs nothing. */
const attachmentHeaders = {
  ...commonHeaders,
  'content-type': 'application/octet-stream',
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'private, no-store',
}

function attachmentName(uri: string): string {
  const name = uri.replace(/\/+$/, '').split('/').at(-1) ?? 'blob'
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`
}

type Query = Readonly<Record<string, string | undefined>>

function required(query: Query, name: string): string {
  const value = query[name]
  if (typeof value !== 'string' || value === '')
    throw new ConnectError(`Missing query parameter "${name}".`, Code.InvalidArgument)
  return value
}

/** Sends an error as JSON with the status that fits its code. */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  const known =
    error instanceof ConnectError
      ? error
      : new ConnectError(error instanceof Error ? error.message : String(error), Code.Unavailable)
  return reply
    .code(HTTP_STATUS_OF_CODE[known.code] ?? 500)
    .headers(commonHeaders)
    .send({ code: Code[known.code], message: known.rawMessage })
}

/**
 * `GET /blob?uri=`, `GET /deck?project=&domain=&execution=&node=` and `PUT /upload?project=&domain=&filename=[&filename_root=]`
 * below the base path. Bytes are streamed both ways, never held.
 */
export function blobRoutes(app: FastifyInstance, data: () => Client<typeof DataProxyService>): void {
  app.get<{ Querystring: Query }>('/blob', async (request, reply) => {
    try {
      const uri = required(request.query, 'uri')
      const location = await data().createDownloadLocation({
        nativeUrl: uri,
        expiresIn: { seconds: BigInt(LINK_SECONDS), nanos: 0 },
      })
      const method = request.method === 'HEAD' ? 'HEAD' : 'GET'
      return await streamSigned(location.signedUrl, method, request.headers.range, reply, {
        ...attachmentHeaders,
        'content-disposition': attachmentName(uri),
      })
    } catch (error) {
      return sendError(reply, error)
    }
  })

  app.get<{ Querystring: Query }>('/deck', async (request, reply) => {
    try {
      const link = await data().createDownloadLink({
        artifactType: ArtifactType.DECK,
        source: {
          case: 'nodeExecutionId',
          value: {
            nodeId: required(request.query, 'node'),
            executionId: {
              project: required(request.query, 'project'),
              domain: required(request.query, 'domain'),
              name: required(request.query, 'execution'),
            },
          },
        },
      })
      const signed = link.preSignedUrls?.signedUrl[0]
      if (!signed) throw new ConnectError('The control plane gave no link to this deck.', Code.NotFound)
      return await streamSigned(signed, 'GET', undefined, reply, {
        ...deckHeaders,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'private, no-store',
      })
    } catch (error) {
      return sendError(reply, error)
    }
  })

  app.put<{ Querystring: Query }>('/upload', async (request, reply) => {
    try {
      const length = Number(request.headers['content-length'])
      if (!Number.isSafeInteger(length) || length < 0)
        throw new ConnectError('Send the upload with its Content-Length.', Code.InvalidArgument)
      const md5 = request.headers['content-md5']
      if (typeof md5 !== 'string')
        throw new ConnectError('Send the upload with its Content-MD5 (base64).', Code.InvalidArgument)
      const location = await data().createUploadLocation({
        project: required(request.query, 'project'),
        domain: required(request.query, 'domain'),
        filename: required(request.query, 'filename'),
        filenameRoot: request.query['filename_root'] ?? '',
        contentMd5: Buffer.from(md5, 'base64'),
        addContentMd5Metadata: true,
      })
      const { 'Content-Length': _length, ...extra } = location.headers
      const store = await sendSigned(location.signedUrl, request.raw, length, { 'content-md5': md5, ...extra })
      if (store.status !== 200 && store.status !== 201) {
        throw new ConnectError(
          `The store refused the upload with HTTP status ${store.status}: ${store.text.trim()}`,
          Code.Unavailable,
        )
      }
      return await reply.headers(commonHeaders).send({ nativeUrl: location.nativeUrl })
    } catch (error) {
      return sendError(reply, error)
    }
  })
}
