import http from 'node:http'
import { create, toBinary } from '@bufbuild/protobuf'
import { createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ProjectRegisterRequestSchema } from '../../src/api/gen/flyteidl/admin/project_pb'
import { WorkflowExecution_Phase as Phase } from '../../src/api/gen/flyteidl/core/execution_pb'
import { ResourceType } from '../../src/api/gen/flyteidl/core/identifier_pb'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'
import { DataProxyService } from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { SandboxProcess } from '../fixtures/sandbox-process'

const SCOPE = { project: 'flytesnacks', domain: 'development' } as const
const METHOD = '/flyteidl.service.AdminService/RegisterProject'

const sandbox = new SandboxProcess()
let upload = ''
let log = ''

const transport = () => createGrpcTransport({ baseUrl: sandbox.origin })

/** One run of a task that writes to its log, and one place to upload to: what a page elsewhere would like to get at. */
beforeAll(async () => {
  await sandbox.start(['--empty'])
  const admin = createClient(AdminService, transport())
  const id = { ...SCOPE, resourceType: ResourceType.TASK, name: 'says', version: 'v1' }
  const container = { image: 'none', args: ['echo', 'a secret'] }
  const metadata = { runtime: { version: '1' } }
  await admin.createTask({
    id,
    spec: {
      template: { type: 'raw-container', metadata, interface: {}, target: { case: 'container', value: container } },
    },
  })
  const { id: execution } = await admin.createExecution({
    ...SCOPE,
    name: 'says',
    spec: { launchPlan: id },
    inputs: {},
  })
  if (!execution) throw new Error('The execution got no id.')
  await vi.waitFor(
    async () => expect((await admin.getExecution({ id: execution })).closure?.phase).toBe(Phase.SUCCEEDED),
    { timeout: 30_000, interval: 50 },
  )
  const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: execution, limit: 10 })
  for (const node of nodeExecutions) {
    if (!node.id) continue
    const { taskExecutions } = await admin.listTaskExecutions({ nodeExecutionId: node.id, limit: 10 })
    log = taskExecutions[0]?.closure?.logs[0]?.uri ?? log
  }
  const data = createClient(DataProxyService, transport())
  upload = (await data.createUploadLocation({ ...SCOPE, filename: 'f.txt', filenameRoot: 'root' })).signedUrl
}, 60_000)
afterAll(() => sandbox.remove())

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

/** A request with the very headers that a browser would send, `Host` among them. */
function send(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url.replace('localhost', '127.0.0.1'), { method, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** A gRPC-Web call that makes a project, in its frame. */
function call(project: string): Uint8Array {
  const message = toBinary(
    ProjectRegisterRequestSchema,
    create(ProjectRegisterRequestSchema, { project: { id: project, name: project } }),
  )
  const frame = new Uint8Array(5 + message.length)
  new DataView(frame.buffer).setUint32(1, message.length)
  frame.set(message, 5)
  return frame
}

const GRPC_WEB = { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1' }

/** What gives a request away as that of a page elsewhere. */
const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'a page of another site',
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  ],
  ['a page of another port of this machine', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }],
  ['a sandboxed frame or a file', { origin: 'null' }],
  ['a browser that sends no Origin', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  [
    'a name that was made to point here',
    { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
  ],
]

const projects = async () => {
  const listed = await createClient(AdminService, transport()).listProjects({ limit: 100 })
  return listed.projects.map(({ id }) => id)
}

describe.each(FOREIGN)('%s', (_who, headers) => {
  test.each([
    ['the address of the services', METHOD],
    ['the address of the dashboard', `/console/rpc${METHOD}`],
  ])('cannot call by %s', async (_where, path) => {
    const answer = await send(`${sandbox.origin}${path}`, 'POST', { ...GRPC_WEB, ...headers }, call('foreign'))
    expect(answer.status).toBe(403)
    expect(await projects()).not.toContain('foreign')
  })

  test('gets no leave by a preflight', async () => {
    const asked = {
      ...headers,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    for (const path of [METHOD, `/console/rpc${METHOD}`, new URL(upload).pathname, '/console/upload']) {
      const answer = await send(`${sandbox.origin}${path}`, 'OPTIONS', asked)
      expect([path, answer.status]).toEqual([path, 403])
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  test('neither reads a log nor uploads, even with the link in hand', async () => {
    const read = await send(log, 'GET', headers)
    expect([read.status, read.text.includes('a secret')]).toEqual([403, false])
    expect((await send(upload, 'PUT', headers, Buffer.from('x'))).status).toBe(403)
    for (const path of ['/console/config.json', '/console/blob?uri=/etc/passwd', '/console/deck?node=n0']) {
      expect([path, (await send(`${sandbox.origin}${path}`, 'GET', headers)).status]).toEqual([path, 403])
    }
  })
})

test('the page itself, and programs that are no browser, can do all of it', async () => {
  const own = {
    origin: sandbox.origin,
    host: sandbox.endpoint,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
  }
  for (const [index, headers] of [own, {}].entries()) {
    for (const [place, path] of [METHOD, `/console/rpc${METHOD}`].entries()) {
      const answer = await send(
        `${sandbox.origin}${path}`,
        'POST',
        { ...GRPC_WEB, ...headers },
        call(`own-${index}-${place}`),
      )
      expect(answer.status).toBe(200)
      expect(await projects()).toContain(`own-${index}-${place}`)
    }
    expect((await send(log, 'GET', headers)).text).toContain('a secret')
    expect((await send(upload, 'PUT', headers, Buffer.from('x'))).status).toBe(200)
  }
})

test('other forms of calls are not taken at the address of the services', async () => {
  for (const type of ['application/json', 'application/proto', 'text/plain', 'application/x-www-form-urlencoded']) {
    const answer = await send(`${sandbox.origin}${METHOD}`, 'POST', { 'content-type': type }, Buffer.from('{}'))
    expect([type, answer.status]).toEqual([type, 404])
  }
})
