import { createHash } from 'node:crypto'
import { create } from '@bufbuild/protobuf'
import { Code, ConnectError } from '@connectrpc/connect'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
} from '../../src/api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { LiteralMapSchema } from '../../src/api/gen/flyteidl/core/literals_pb'
import { ArtifactType } from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { registerSamples, sampleExecution, sampleRequest, sampleScope } from '../testing/sample-entities'
import { startServices, type TestServices } from '../testing/start-services'
import { durationOf, timestampAt } from './event-times'
import { base32 } from './uploads'

let services: TestServices
let dataProxy: TestServices['dataProxy']

beforeEach(async () => {
  services = await startServices()
  dataProxy = services.dataProxy
})

afterEach(() => services.close())

const md5 = (content: string) => createHash('md5').update(content).digest()
const at = timestampAt(1n)
const nodeExecutionId = { nodeId: 'n0', executionId: sampleExecution('e') }
const hour = 3_600_000_000_000n

async function failure(call: Promise<unknown>): Promise<[Code, string]> {
  try {
    await call
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error)
    return [code, rawMessage]
  }
  throw new Error('the call was not refused')
}

async function send(location: { signedUrl: string; headers: Record<string, string> }, body: string): Promise<number> {
  return (await fetch(location.signedUrl, { method: 'PUT', body, headers: location.headers })).status
}

async function download(url: string): Promise<string> {
  return (await fetch(url)).text()
}

describe('uploads', () => {
  const scope = { project: 'p', domain: 'd' }

  it('go to a place that the content decides, again and again', async () => {
    const request = { ...scope, filename: 'fast.tar.gz', contentMd5: md5('code') }
    const first = await dataProxy.createUploadLocation(request)
    const second = await dataProxy.createUploadLocation(request)
    expect(first.nativeUrl).toBe(`${services.cp.blobs.root}/uploads/p/d/${base32(md5('code'))}/fast.tar.gz`)
    expect(second.nativeUrl).toBe(first.nativeUrl)
    expect(await send(first, 'code')).toBe(200)
    expect(await send(second, 'code')).toBe(200)
    const { signedUrl } = await dataProxy.createDownloadLocation({ nativeUrl: first.nativeUrl })
    expect(await download(signedUrl)).toBe('code')
  })

  it('store nothing but what was announced', async () => {
    const location = await dataProxy.createUploadLocation({ ...scope, filename: 'f', contentMd5: md5('code') })
    expect(await send({ ...location, headers: {} }, 'other')).toBe(400)
    expect(services.cp.blobs.exists(location.nativeUrl)).toBe(false)
  })

  it('of one folder share its root; names stay as they are', async () => {
    const request = { ...scope, filename: 'in put=.txt', filenameRoot: 'ENV4======', contentMd5: md5('x') }
    const { nativeUrl, signedUrl } = await dataProxy.createUploadLocation(request)
    expect(nativeUrl).toBe(`${services.cp.blobs.root}/uploads/p/d/ENV4======/in put=.txt`)
    expect(signedUrl).toContain('/ENV4%3D%3D%3D%3D%3D%3D/in%20put%3D.txt?')
  })

  it('with a root alone get a name each', async () => {
    const request = { ...scope, filenameRoot: '00000' }
    const first = await dataProxy.createUploadLocation(request)
    const second = await dataProxy.createUploadLocation(request)
    expect(first.nativeUrl).not.toBe(second.nativeUrl)
    expect(await send(first, 'frame')).toBe(200)
  })

  it('never replace other content under root and name', async () => {
    const request = { ...scope, filename: 'f', filenameRoot: 'r' }
    await send(await dataProxy.createUploadLocation({ ...request, contentMd5: md5('one') }), 'one')
    await dataProxy.createUploadLocation({ ...request, contentMd5: md5('one') })
    expect((await failure(dataProxy.createUploadLocation({ ...request, contentMd5: md5('two') })))[0]).toBe(
      Code.AlreadyExists,
    )
    expect((await failure(dataProxy.createUploadLocation(request)))[0]).toBe(Code.AlreadyExists)
  })

  it.each([
    ['no project', { domain: 'd', contentMd5: md5('') }, 'project and domain are required parameters'],
    ['neither content nor root', { ...scope, filename: 'f' }, 'content_md5 or filename_root is a required parameter'],
    [
      'too long a life',
      { ...scope, filenameRoot: 'r', expiresIn: durationOf(hour + 1n) },
      'expiresIn [seconds:3600 nanos:1] cannot exceed max allowed expiration [1h0m0s]',
    ],
    ['a way out', { ...scope, filenameRoot: 'r', filename: '../../x' }, 'invalid filename: not a file name: "../../x"'],
  ])('need better than %s', async (_what, request, message) => {
    expect(await failure(dataProxy.createUploadLocation(request))).toEqual([Code.InvalidArgument, message])
  })

  it.each(['..', '.', 'a/b', '\0', '/'])('stay in their folder with root %j', async (filenameRoot) => {
    const { nativeUrl } = await dataProxy.createUploadLocation({ ...scope, filenameRoot, filename: 'f' })
    expect(nativeUrl.startsWith(`${services.cp.blobs.root}/uploads/p/d/`)).toBe(true)
    expect(nativeUrl.split('/')).toHaveLength(`${services.cp.blobs.root}/uploads/p/d/r/f`.split('/').length)
  })
})

describe('download locations', () => {
  it('can be had for anything, but give only what is in the blob folder', async () => {
    for (const nativeUrl of ['s3://bucket/key', '/etc/passwd', '']) {
      const { signedUrl } = await dataProxy.createDownloadLocation({ nativeUrl })
      expect((await fetch(signedUrl)).status).toBe(404)
    }
  })

  it('live an hour unless told otherwise', async () => {
    const now = services.cp.now()
    const whole = await dataProxy.createDownloadLocation({ nativeUrl: 'x' })
    const short = await dataProxy.createDownloadLocation({ nativeUrl: 'x', expiresIn: durationOf(1n) })
    expect((whole.expiresAt?.seconds ?? 0n) - now / 1_000_000_000n).toBeGreaterThanOrEqual(3600n)
    expect((short.expiresAt?.seconds ?? 0n) - now / 1_000_000_000n).toBeLessThan(100n)
  })
})

describe('getData', () => {
  const one = {
    value: {
      case: 'scalar' as const,
      value: { value: { case: 'primitive' as const, value: { value: { case: 'integer' as const, value: 1n } } } },
    },
  }
  const outputs = create(LiteralMapSchema, { literals: { o0: one } })
  const taskId = { resourceType: ResourceType.TASK, ...sampleScope, name: 'add', version: 'v1' }
  const base = 'flyte://v1/samples/development/e/n0'

  beforeEach(async () => {
    const { admin, cp } = services
    await registerSamples(admin)
    await admin.createExecution(sampleRequest('e'))
    const deckUri = cp.blobs.metadataUri(sampleExecution('e'), 'n0', 'deck.html')
    cp.blobs.write(deckUri, Buffer.from('<h1>Deck</h1>'))
    const outputResult = { case: 'outputData' as const, value: outputs }
    await admin.createNodeEvent({
      event: { id: nodeExecutionId, phase: NodePhase.SUCCEEDED, occurredAt: at, outputResult, deckUri },
    })
    await admin.createTaskEvent({
      event: {
        taskId,
        parentNodeExecutionId: nodeExecutionId,
        phase: TaskPhase.SUCCEEDED,
        occurredAt: at,
        outputResult,
      },
    })
  })

  it.each([
    [`${base}/o`, { case: 'literalMap', value: outputs }],
    [`${base}/i`, { case: 'literalMap', value: create(LiteralMapSchema) }],
    [`${base}/o/o0`, { case: 'literal', value: outputs.literals.o0 }],
    [`${base}/0/o`, { case: 'literalMap', value: outputs }],
    [`${base}/0/o/o0`, { case: 'literal', value: outputs.literals.o0 }],
  ])('%s', async (flyteUrl, expected) => {
    expect((await dataProxy.getData({ flyteUrl })).data).toEqual(expected)
  })

  it('gives a deck as a page that runs in an origin of its own', async () => {
    const { data } = await dataProxy.getData({ flyteUrl: `${base}/d` })
    const answer = await fetch(data.case === 'preSignedUrls' ? (data.value.signedUrl[0] ?? '') : '')
    expect(await answer.text()).toBe('<h1>Deck</h1>')
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    const link = await dataProxy.createDownloadLink({
      artifactType: ArtifactType.DECK,
      source: { case: 'nodeExecutionId', value: nodeExecutionId },
    })
    expect(link.preSignedUrls?.signedUrl).toEqual(link.signedUrl)
  })

  it('says that the blob of a deck is gone', async () => {
    const id = { ...nodeExecutionId, nodeId: 'n1' }
    await services.admin.createNodeEvent({
      event: { id, phase: NodePhase.SUCCEEDED, occurredAt: at, deckUri: '/etc/passwd' },
    })
    expect(await failure(dataProxy.getData({ flyteUrl: base.replace('n0', 'n1') + '/d' }))).toEqual([
      Code.NotFound,
      'object not found',
    ])
  })

  it.each([
    [`${base}/o/none`, Code.InvalidArgument, 'name [none] not found in node execution ['],
    [`${base}/o/toString`, Code.InvalidArgument, 'name [toString] not found'],
    [`${base}/7/o`, Code.InvalidArgument, 'no task executions were listed ['],
    [`${base}/0/d`, Code.InvalidArgument, 'a deck belongs to a node'],
    [`${base.replace('n0', 'nx')}/o`, Code.NotFound, 'missing entity of type node execution'],
  ])('refuses %s', async (flyteUrl, code, message) => {
    const [gotCode, text] = await failure(dataProxy.getData({ flyteUrl }))
    expect([gotCode, text.slice(0, message.length)]).toEqual([code, message])
  })
})

describe('base32', () => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'MY======'],
    ['fo', 'MZXQ===='],
    ['foo', 'MZXW6==='],
    ['foob', 'MZXW6YQ='],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI======'],
  ])('of %j is %j', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected)
  })
})
