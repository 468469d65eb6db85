import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { IdentityService } from '../gen/flyteidl/service/identity_pb'
import { identityQuery } from './identity-query'

const ask = (answer: object) =>
  new QueryClient().fetchQuery(
    identityQuery(createRouterTransport(({ service }) => service(IdentityService, { userInfo: () => answer }))),
  )

test.each([
  [{ name: 'Ada Lovelace', email: 'ada@x.io', subject: '17' }, 'Ada Lovelace'],
  [{ preferredUsername: 'ada', email: 'ada@x.io' }, 'ada'],
  [{ email: 'ada@x.io', subject: '17' }, 'ada@x.io'],
  [{ subject: 'ml-platform' }, 'ml-platform'],
  [{}, undefined],
])('%o is shown as %s', async (answer, name) => {
  expect((await ask(answer)).name).toBe(name)
})
