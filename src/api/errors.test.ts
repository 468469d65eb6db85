import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect'
import { describe, expect, test } from 'vitest'
import { ApiError, toApiError } from './errors'
import { AdminService } from './gen/flyteidl/service/admin_pb'

describe('errors', () => {
  test.each([
    [Code.Unavailable, 'gone', 'unreachable', true],
    [Code.NotFound, 'missing entity', 'not-found', false],
    [Code.ResourceExhausted, 'Received message larger than max (5 vs. 4)', 'too-large', false],
    [Code.ResourceExhausted, 'Output data size exceeds platform configured threshold (3 > 2)', 'too-large', false],
    [Code.ResourceExhausted, 'slow down', 'busy', true],
    [Code.Unimplemented, 'no', 'unimplemented', false],
  ])('code %s, "%s" is %s', (code, message, kind, passes) => {
    const error = toApiError(new ConnectError(message, code))
    expect([error.kind, error.detail, error.passes]).toEqual([kind, message, passes])
    expect(error.title).not.toBe('')
    expect(error.remedy).not.toBe('')
  })

  test('keep their kind on the way through a transport', async () => {
    const transport = createRouterTransport((router) =>
      router.service(AdminService, {
        getVersion: () => {
          throw new ConnectError('nothing here', Code.NotFound)
        },
      }),
    )
    const error: unknown = await createClient(AdminService, transport)
      .getVersion({})
      .catch((thrown: unknown) => thrown)
    expect(toApiError(error)).toMatchObject({ kind: 'not-found', detail: 'nothing here' })
  })

  test('whatever else is thrown has a kind as well', () => {
    expect(toApiError(new TypeError('Failed to fetch')).kind).toBe('server-gone')
    expect(toApiError(new TypeError('x is undefined')).kind).toBe('internal')
    expect(toApiError(ConnectError.from(new TypeError('NetworkError when attempting to fetch'))).kind).toBe(
      'server-gone',
    )
    expect(toApiError(new DOMException('stop', 'AbortError')).kind).toBe('cancelled')
    expect(toApiError('odd')).toMatchObject({ kind: 'internal', detail: 'odd' })
    const same = new ApiError('exists', 'x')
    expect(toApiError(same)).toBe(same)
  })
})
