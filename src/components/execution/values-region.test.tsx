import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { create, toBinary } from '@bufbuild/protobuf'
import { createRouterTransport } from '@connectrpc/connect'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ApiError } from '../../api/errors'
import { VariableSchema } from '../../api/gen/flyteidl/core/interface_pb'
import { LiteralMapSchema } from '../../api/gen/flyteidl/core/literals_pb'
import { SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import type { ExecutionData } from '../../api/wire/execution-data'
import { parseRuntimeConfig } from '../../config/runtime'
import { ApiContext } from '../layout/api-context'
import type { RegionQuery } from '../layout/query-region'
import { ValuesRegion, type ValuesRegionProps } from './values-region'

const stored = create(LiteralMapSchema, {
  literals: {
    rows: {
      value: {
        case: 'scalar',
        value: { value: { case: 'primitive', value: { value: { case: 'integer', value: 48_211n } } } },
      },
    },
  },
})
const variables = { rows: create(VariableSchema, { type: { type: { case: 'simple', value: SimpleType.INTEGER } } }) }
const nothing: ExecutionData = {
  inputs: undefined,
  outputs: undefined,
  inputsBlob: undefined,
  outputsBlob: undefined,
  inputsUrl: '',
  outputsUrl: '',
}

let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.end(request.method === 'OPTIONS' ? '' : toBinary(LiteralMapSchema, stored))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
afterEach(cleanup)

function reading(part: Partial<RegionQuery<ExecutionData>>): RegionQuery<ExecutionData> {
  return {
    data: undefined,
    error: null,
    isError: false,
    isFetching: false,
    dataUpdatedAt: 0,
    failureCount: 0,
    refetch: () => Promise.reject(new Error('not asked for')),
    ...part,
  }
}

function show(props: Partial<ValuesRegionProps> & Pick<ValuesRegionProps, 'query'>) {
  const config = { ...parseRuntimeConfig(null), basePath: origin }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ApiContext value={{ transport: createRouterTransport(() => undefined), config }}>
        <ValuesRegion side="outputs" variables={variables} storedUri="s3://b/outputs.pb" emptyText="None." {...props} />
      </ApiContext>
    </QueryClientProvider>,
  )
}

describe('ValuesRegion', () => {
  it.each([
    ['the answer was too large', reading({ isError: true, error: new ApiError('too-large', 'larger than max') })],
    ['the answer left them out', reading({ data: nothing })],
    [
      'the answer names a blob instead',
      reading({ data: { ...nothing, outputsBlob: { url: 'https://x/y', bytes: 9_400_000n } } }),
    ],
  ])('reads values from storage when %s', async (_, query) => {
    show({ query })
    await userEvent.click(screen.getByRole('button', { name: 'Read from storage' }))
    expect(await screen.findByText('48211')).toBeTruthy()
  })

  it('says how large they are', () => {
    show({ query: reading({ data: { ...nothing, outputsBlob: { url: 'https://x/y', bytes: 9_400_000n } } }) })
    expect(screen.getByText(/9\.4 MB/)).toBeTruthy()
  })

  it('takes nothing for nothing where nothing is declared', () => {
    show({ query: reading({ data: nothing }), variables: {} })
    expect(screen.getByText('None.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Read from storage' })).toBeNull()
  })
})
