import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { ApiError } from '../errors'
import { ResourceType } from '../gen/flyteidl/core/identifier_pb'
import { AdminService } from '../gen/flyteidl/service/admin_pb'
import { descriptionQuery } from './description-query'

const id = { project: 'p', domain: 'd', name: 'mod.train', version: 'v1' }

/** A Flyte in which only workflows have a description, and which has none of the version `broken`. */
const transport = createRouterTransport(({ service }) => {
  service(AdminService, {
    getDescriptionEntity: (request) => {
      if (request.id?.version === 'broken') throw new ConnectError('disk full', Code.Internal)
      if (request.id?.resourceType !== ResourceType.WORKFLOW) throw new ConnectError('missing entity', Code.NotFound)
      return {
        shortDescription: `Trains ${request.id.name}`,
        longDescription: { content: { case: 'value' as const, value: 'At length.' } },
        sourceCode: { link: 'https://example.com/train.py' },
      }
    },
  })
})

test('what the author wrote about a version', async () => {
  expect(await new QueryClient().fetchQuery(descriptionQuery(transport, 'workflow', id))).toEqual({
    short: 'Trains mod.train',
    long: 'At length.',
    sourceLink: 'https://example.com/train.py',
  })
})

test('nothing written is no error, a server that fails is one', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  expect(await client.fetchQuery(descriptionQuery(transport, 'task', id))).toBeNull()
  await expect(
    client.fetchQuery(descriptionQuery(transport, 'workflow', { ...id, version: 'broken' })),
  ).rejects.toSatisfy((error) => !(error instanceof ApiError && error.kind === 'not-found'))
})
