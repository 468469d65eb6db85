import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { testConnection } from './connection-test'
import { versionQuery } from './version-queries'

function server(refuses: boolean) {
  return createRouterTransport(({ service }) => {
    service(AdminService, {
      getVersion: () => ({ controlPlaneVersion: { Version: 'v1.16.8', Build: 'abc', BuildTime: 'today' } }),
      listProjects: () => {
        if (refuses) throw new ConnectError('not yours', Code.PermissionDenied)
        return {}
      },
      getDomains: () => ({}),
    })
  })
}

test('each step is timed and passes', async () => {
  const steps = await testConnection(server(false))
  expect(steps.map(({ error }) => error)).toEqual([undefined, undefined, undefined])
  expect(steps.every(({ milliseconds }) => milliseconds >= 0)).toBe(true)
})

test('it stops at the first step that fails, and says why', async () => {
  const steps = await testConnection(server(true))
  expect(steps).toHaveLength(2)
  expect(steps[1]?.error).toMatchObject({ kind: 'forbidden', detail: 'not yours' })
})

test('what the control plane says of itself', async () => {
  expect(await new QueryClient().fetchQuery(versionQuery(server(false)))).toEqual({
    version: 'v1.16.8',
    build: 'abc',
    buildTime: 'today',
  })
})
