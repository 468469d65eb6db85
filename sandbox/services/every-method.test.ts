import fs from 'node:fs'
import { create } from '@bufbuild/protobuf'
import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AdminService } from '../../src/api/gen/flyteidl/service/admin_pb'
import { AuthMetadataService } from '../../src/api/gen/flyteidl/service/auth_pb'
import { DataProxyService } from '../../src/api/gen/flyteidl/service/dataproxy_pb'
import { IdentityService } from '../../src/api/gen/flyteidl/service/identity_pb'
import { SignalService } from '../../src/api/gen/flyteidl/service/signal_pb'
import { Health, HealthCheckResponse_ServingStatus as Serving } from '../../src/api/gen/grpc/health/v1/health_pb'
import { startServices, type TestServices } from '../testing/start-services'

const SERVICES = [AdminService, DataProxyService, SignalService, IdentityService, AuthMetadataService]

let services: TestServices

beforeAll(async () => {
  services = await startServices()
})
afterAll(() => services.close())

it('every method is answered, or docs/sandbox.md says why it is not', async () => {
  const docs = fs.readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8')
  const reasons = docs.split('\n').filter((line) => line.includes('UNIMPLEMENTED') && line.includes('because'))
  const asked: string[] = []
  const unexplained: string[] = []
  for (const service of SERVICES) {
    for (const method of service.methods) {
      const name = `${service.name}.${method.name}`
      asked.push(name)
      const answer = services.transport.unary(
        method as typeof method & { methodKind: 'unary' },
        undefined,
        undefined,
        undefined,
        create(method.input),
      )
      const code = await answer.then(
        () => undefined,
        (error: unknown) => ConnectError.from(error).code,
      )
      if (code === Code.Unimplemented && !reasons.some((line) => line.includes(`\`${name}\``))) unexplained.push(name)
    }
  }
  expect(unexplained).toEqual([])
  expect(asked.length).toBeGreaterThan(60)
})

it('a watched health says what it is at once, and stays open until the caller leaves', async () => {
  const health = createClient(Health, services.transport)
  for (const [service, status] of [
    ['flyteadmin', Serving.SERVING],
    ['x', Serving.SERVICE_UNKNOWN],
  ] as const) {
    const leave = new AbortController()
    const stream = health.watch({ service }, { signal: leave.signal })[Symbol.asyncIterator]()
    expect((await stream.next()).value).toMatchObject({ status })
    const second = stream.next()
    leave.abort()
    await expect(second).rejects.toMatchObject({ code: Code.Canceled })
  }
})
